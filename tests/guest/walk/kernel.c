// SPDX-License-Identifier: GPL-2.0
/*
 * What the files of the module and of the kernel say, in the words of show.c.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "walk.h"

#define ZONEINFO_MAX (64 << 10)
#define ZONES_MAX 8

struct zone_pages {
	char name[16];
	long start, spanned, present, managed;
};

/* As it was before the first range */
static struct zone_pages boot_zones[ZONES_MAX];
static unsigned int nr_boot_zones;
static long boot_total_kib;
static char log_entry[1024];

static bool read_file(const char *path, char *buf, size_t size)
{
	size_t len = 0;
	ssize_t n = -1;
	int fd = open(path, O_RDONLY);

	if (fd >= 0) {
		while (len < size - 1 && (n = read(fd, buf + len, size - 1 - len)) > 0)
			len += n;
		close(fd);
	}
	buf[len] = '\0';
	if (fd < 0 || n)
		printf("walk: %s: %s\n", path, fd < 0 || n < 0 ? strerror(errno) : "too long");
	return fd >= 0 && !n;
}

/* One write(2), as an errno; ENOENT also if there is no such file. */
int kernel_write(const struct op *op)
{
	int err = 0, fd = open(op->path, O_WRONLY);
	ssize_t n;

	if (fd < 0)
		return errno;
	n = write(fd, op->text, op->len);
	if (n < 0)
		err = errno;
	else if ((size_t)n != op->len)
		err = EIO;
	close(fd);
	return err;
}

/* --- reading ---------------------------------------------------------------------------------- */

static bool read_zones(struct zone_pages *zones, unsigned int *nr)
{
	static char buf[ZONEINFO_MAX];
	struct zone_pages *zone = zones - 1;
	char *line, *rest = buf;

	if (!read_file("/proc/zoneinfo", buf, sizeof(buf)))
		return false;
	while ((line = strsep(&rest, "\n"))) {
		char name[16];
		long value;

		if (sscanf(line, "Node 0, zone %15s", name) == 1) {
			if (++zone == zones + ZONES_MAX)
				return false;
			*zone = (struct zone_pages){ .start = 0 };
			strcpy(zone->name, name);
		} else if (zone < zones || sscanf(line, " %15s %ld", name, &value) != 2) {
			continue;
		} else if (!strcmp(name, "spanned")) {
			zone->spanned = value;
		} else if (!strcmp(name, "present")) {
			zone->present = value;
		} else if (!strcmp(name, "managed")) {
			zone->managed = value;
		} else if (!strcmp(name, "start_pfn:")) {
			zone->start = value;
		}
	}
	*nr = zone + 1 - zones;
	return true;
}

static long read_total_kib(void)
{
	char buf[4096], *line;

	if (!read_file("/proc/meminfo", buf, sizeof(buf)))
		return -1;
	line = strstr(buf, "MemTotal:");
	return line ? strtol(line + 9, NULL, 10) : -1;
}

/* The newest entry of error_log: the last two lines */
static bool read_log_entry(char *entry, size_t size)
{
	static char buf[16384];
	const char *at, *last = buf;

	if (!read_file(DEBUGFS "/" MMHP_FILE_ERROR_LOG, buf, sizeof(buf)))
		return false;
	for (at = buf; at; at = strchr(at, '\n')) {
		at += *at == '\n';
		if (*at == '[')
			last = at;
	}
	snprintf(entry, size, "%.*s", (int)size - 1, last);
	return true;
}

/* --- comparing -------------------------------------------------------------------------------- */

static size_t line_length(const char *text)
{
	return strcspn(text, "\n");
}

static bool same_text(const char *what, const char *expected, const char *seen)
{
	const char *was = expected;

	while (*expected && line_length(expected) == line_length(seen) &&
	       !strncmp(expected, seen, line_length(expected) + 1)) {
		expected += line_length(expected) + 1;
		seen += line_length(seen) + 1;
	}
	if (!*expected && !*seen)
		return true;
	printf("walk: %s: expected '%.*s', saw '%.*s'", what, (int)line_length(expected), expected,
	       (int)line_length(seen), seen);
	if (expected != was)
		printf(" after '%.*s'", (int)line_length(was), was);
	printf("\n");
	return false;
}

static bool check_file(const char *path, void (*show)(const struct model *, struct text *),
		       const struct model *model)
{
	static struct text expected;
	static char seen[sizeof(expected.buf)];

	expected.len = 0;
	show(model, &expected);
	return read_file(path, seen, sizeof(seen)) && same_text(path, expected.buf, seen);
}

/* Only lines with "mmhp_selfhost", without the blanks at their beginning */
static bool check_iomem(const struct model *model)
{
	static struct text expected, seen;
	char buf[16384], *line, *rest = buf;

	if (!read_file("/proc/iomem", buf, sizeof(buf)))
		return false;
	expected.len = seen.len = 0;
	expected.buf[0] = seen.buf[0] = '\0';
	show_iomem(model, &expected);
	while ((line = strsep(&rest, "\n")))
		if (strstr(line, MMHP_NAME))
			text_add(&seen, "%s\n", line + strspn(line, " "));
	return same_text("/proc/iomem", expected.buf, seen.buf);
}

/* The entries memoryN of a folder, as far as they are in the arena */
static bool check_folder(const char *path, const struct model *model)
{
	static struct text expected, seen;
	bool there[ARENA_BLOCKS] = { false };
	struct dirent *entry;
	DIR *dir = opendir(path);
	unsigned int i;

	if (!dir) {
		printf("walk: %s: %s\n", path, strerror(errno));
		return false;
	}
	while ((entry = readdir(dir)))
		if (sscanf(entry->d_name, "memory%u", &i) == 1 && i >= ARENA_FIRST &&
		    i < ARENA_FIRST + ARENA_BLOCKS)
			there[i - ARENA_FIRST] = true;
	closedir(dir);
	expected.len = seen.len = 0;
	expected.buf[0] = seen.buf[0] = '\0';
	show_devices(model, &expected);
	for (i = 0; i < ARENA_BLOCKS; i++)
		if (there[i])
			text_add(&seen, "memory%u\n", ARENA_FIRST + i);
	return same_text(path, expected.buf, seen.buf);
}

static bool read_word(const char *name, unsigned int block, struct text *text)
{
	char path[80], buf[64];

	snprintf(path, sizeof(path), MEMORY "/memory%u/%s", ARENA_FIRST + block, name);
	if (!read_file(path, buf, sizeof(buf)))
		return false;
	text_add(text, " %.*s", (int)line_length(buf), buf);
	return true;
}

static bool check_sysfs(const struct model *model)
{
	static struct text expected, seen;
	unsigned int i;

	expected.len = seen.len = 0;
	expected.buf[0] = seen.buf[0] = '\0';
	show_sysfs(model, &expected);
	for (i = 0; i < ARENA_BLOCKS; i++) {
		if (!model_has_device(model, i))
			continue;
		text_add(&seen, "memory%u", ARENA_FIRST + i);
		if (!read_word("state", i, &seen) || !read_word("valid_zones", i, &seen))
			return false;
		text_add(&seen, "\n");
	}
	return same_text("state and valid_zones", expected.buf, seen.buf);
}

/* All other zones are as they were. */
static bool check_zones(const struct model *model)
{
	static struct text expected, seen;
	struct zone_pages zones[ZONES_MAX];
	unsigned int i, nr;

	if (!read_zones(zones, &nr) || nr != nr_boot_zones) {
		printf("walk: /proc/zoneinfo cannot be read\n");
		return false;
	}
	expected.len = seen.len = 0;
	show_zones(model, &expected);
	for (i = 0; i < nr; i++) {
		const struct zone_pages *zone = &zones[i], *boot = &boot_zones[i];

		if (!strcmp(zone->name, zone_names[ZONE_NORMAL]) ||
		    !strcmp(zone->name, zone_names[ZONE_MOVABLE]))
			text_add(&seen, "%s start %ld spanned %ld present %ld managed %ld\n",
				 zone->name, zone->start, zone->spanned,
				 zone->present - boot->present, zone->managed - boot->managed);
		else if (memcmp(zone, boot, sizeof(*zone))) {
			printf("walk: zone %s has changed\n", zone->name);
			return false;
		}
	}
	return same_text("/proc/zoneinfo", expected.buf, seen.buf);
}

static bool check_total(const struct model *model)
{
	const long expected = boot_total_kib + (long)(show_managed(model) * (PAGE >> 10));
	const long seen = read_total_kib();

	if (seen != expected)
		printf("walk: MemTotal: expected %ld kB, saw %ld kB\n", expected, seen);
	return seen == expected;
}

/* The module is in use while any range exists. */
static bool check_in_use(const struct model *model)
{
	char buf[32];
	bool in_use;

	if (!read_file(MODULE "/refcnt", buf, sizeof(buf)))
		return false;
	in_use = atoi(buf) != 0;
	if (in_use != (model->nr_ranges != 0))
		printf("walk: refcnt with %u ranges: saw %s", model->nr_ranges, buf);
	return in_use == (model->nr_ranges != 0);
}

bool kernel_check(const struct model *model)
{
	return check_file(DEBUGFS "/" MMHP_FILE_RANGES, show_ranges, model) &&
	       check_file(DEBUGFS "/" MMHP_FILE_BLOCKS, show_blocks, model) &&
	       check_folder(MEMORY, model) &&
	       check_folder("/sys/devices/system/node/node0", model) &&
	       check_sysfs(model) && check_zones(model) && check_total(model) &&
	       check_iomem(model) && check_in_use(model);
}

/* The line as error_log has it: blanks for what cannot be printed, and only its beginning */
static void printable(const struct op *op, char *line, size_t size)
{
	size_t i, len = op->len < size - 1 ? op->len : size - 1;

	for (i = 0; i < len; i++)
		line[i] = op->text[i] < ' ' || op->text[i] > '~' ? ' ' : op->text[i];
	while (len && line[len - 1] == ' ')
		len--;
	line[len] = '\0';
}

/* What the newest entry has to begin with, behind its time */
static void show_entry(const struct op *op, int err, char *entry, size_t size)
{
	if (op->kind == OP_BLOCK)
		snprintf(entry, size, "memory%u: %s: ", ARENA_FIRST + op->block,
			 strerrorname_np(err));
	else
		snprintf(entry, size, "%s: %s: ", strrchr(op->path, '/') + 1, strerrorname_np(err));
}

/*
 * A request that failed, and a veto, are in error_log with a sentence and the line; the newest entry
 * stays what it was otherwise. What the kernel refuses on its own isn't there.
 */
bool kernel_check_log(const struct op *op, const struct answer *answer, int err)
{
	const bool logged = op->kind == OP_BLOCK ? err == EBUSY : err && op->kind <= OP_STANDBY;
	char was[sizeof(log_entry)], begins[64], line[100], *at;

	memcpy(was, log_entry, sizeof(was));
	if (!read_log_entry(log_entry, sizeof(log_entry)))
		return false;
	if (answer->chance && err)
		return true;
	if (!logged || !strcmp(was, log_entry)) {
		if (!logged && !strcmp(was, log_entry))
			return true;
		printf("walk: error_log: expected %s entry, saw '%s'\n", logged ? "an" : "no other",
		       log_entry);
		return false;
	}
	show_entry(op, err, begins, sizeof(begins));
	at = strstr(log_entry, begins);
	printable(op, line, sizeof(line));
	if (at && at[strlen(begins)] != '\n' &&
	    (op->kind == OP_BLOCK || memchr(op->text, 0, op->len) || op->len > MMHP_LINE_MAX ||
	     strstr(at, line + strspn(line, " "))))
		return true;
	printf("walk: error_log: expected '%s' and '%s', saw '%s'\n", begins, line, log_entry);
	return false;
}

/* The state before the first step; false if this is not a guest to walk in. */
bool kernel_start(struct model *model)
{
	unsigned int i;
	char buf[32];

	if (!read_zones(boot_zones, &nr_boot_zones) ||
	    !read_log_entry(log_entry, sizeof(log_entry)) ||
	    !read_file(MEMORY "/block_size_bytes", buf, sizeof(buf)))
		return false;
	boot_total_kib = read_total_kib();
	for (i = 0; i < nr_boot_zones; i++)
		if (!strcmp(boot_zones[i].name, zone_names[ZONE_NORMAL])) {
			model->normal.start_pfn = boot_zones[i].start;
			model->normal.end_pfn = boot_zones[i].start + boot_zones[i].spanned;
		}
	if (strtoull(buf, NULL, 16) == BLOCK_SIZE && model->normal.end_pfn == block_pfn(0))
		return true;
	printf("walk: wanted blocks of 128 MiB, and boot memory in zone Normal up to 0x%llx\n",
	       ARENA_START);
	return false;
}
