// SPDX-License-Identifier: GPL-2.0
/*
 * Who has which physical addresses: /proc/iomem, and firmware's own map as the
 * kernel got it, /sys/firmware/memmap.
 */
#include <errno.h>
#include <glob.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "iomem.h"

void regions_free(struct regions *regions)
{
	free(regions->at);
	*regions = (struct regions){ };
}

int regions_add(struct regions *regions, uint64_t start, uint64_t last,
		unsigned int depth, const char *name)
{
	struct region *more = reallocarray(regions->at, regions->nr + 1,
					   sizeof(*more));

	if (!more)
		return -ENOMEM;
	regions->at = more;
	more += regions->nr++;
	*more = (struct region){ start, last, depth, "" };
	snprintf(more->name, sizeof(more->name), "%s", name);
	return 0;
}

/* "  00001000-0009fbff : System RAM", two blanks for each level */
static int iomem_parse_line(const char *line, struct regions *regions)
{
	const unsigned int blanks = strspn(line, " ");
	uint64_t start, last;
	int at = 0;

	if (sscanf(line + blanks, "%" SCNx64 "-%" SCNx64 " : %n", &start, &last,
		   &at) != 2 || !at || last < start)
		return -EPROTO;
	return regions_add(regions, start, last, blanks / 2, line + blanks + at);
}

/* The text is cut up. */
int iomem_parse(char *text, struct regions *regions, struct error *error)
{
	char *line;
	int ret = 0;

	*regions = (struct regions){ };
	while (!ret && (line = strsep(&text, "\n")))
		if (*line)
			ret = iomem_parse_line(line, regions);
	/* Without privilege all addresses read 0. */
	if (!ret && regions->nr && !regions->at[regions->nr - 1].last)
		ret = error_unable(error, -EACCES, "/proc/iomem shows addresses to root only");
	else if (ret)
		error_set(error, ret, "a line of /proc/iomem cannot be read");
	if (ret)
		regions_free(regions);
	return ret;
}

int iomem_read(const char *root, struct regions *regions, struct error *error)
{
	char *text;
	int ret = file_read(root, "/proc/iomem", &text);

	if (ret)
		return error_unable(error, ret, "/proc/iomem cannot be read");
	ret = iomem_parse(text, regions, error);
	free(text);
	return ret;
}

static int iomem_read_entry(const char *dir, struct regions *regions)
{
	unsigned long long start, last;
	char type[64];
	int ret = file_read_number(dir, "/start", 0, &start);

	if (!ret)
		ret = file_read_number(dir, "/end", 0, &last);
	if (!ret)
		ret = file_read_line(dir, "/type", type, sizeof(type));
	return ret ? ret : regions_add(regions, start, last, 0, type);
}

static int iomem_compare(const void *a, const void *b)
{
	const struct region *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

int iomem_read_firmware(const char *root, struct regions *regions,
			struct error *error)
{
	char pattern[PATH_MAX];
	glob_t found = { };
	size_t i;
	int ret;

	*regions = (struct regions){ };
	ret = file_path(pattern, root, "/sys/firmware/memmap/*");
	if (!ret)
		ret = glob(pattern, GLOB_ONLYDIR, NULL, &found) ? -ENOENT : 0;
	for (i = 0; !ret && i < found.gl_pathc; i++)
		ret = iomem_read_entry(found.gl_pathv[i], regions);
	globfree(&found);
	if (ret) {
		regions_free(regions);
		return error_unable(error, ret,
				    "firmware's memory map, /sys/firmware/memmap, cannot be read");
	}
	qsort(regions->at, regions->nr, sizeof(*regions->at), iomem_compare);
	return 0;
}
