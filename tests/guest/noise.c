// SPDX-License-Identifier: GPL-2.0
/*
 * noise SEED WRITES WORDS ERRNOS FILE...: nonsense, and what makes sense by chance, to each FILE.
 *
 * WRITES times something is written to one of the FILEs, in one of the ways that there are to write:
 * bytes of any value, words of the file WORDS (one per line) in any order, lines of the form ADDR
 * [SIZE] [KEY=VALUE ...] made of them (an address begins with 0x, another number with a digit, and
 * KEY=VALUE has a =), such lines with bytes changed, many of them, too much, nothing. The same SEED
 * writes the same.
 *
 * Each write must take all of it, or fail with one of ERRNOS; with EFAULT where what is to be
 * written cannot be read. Of what a file of sysfs is given it takes the first page, see
 * kernfs_fop_write_iter(). Prints per file how often it came out how; exit status 1 on another.
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <linux/magic.h>

#define MAX_WORDS	256
#define MAX_FILES	32
#define MAX_ERRNO	256
#define PAGE		4096

struct class {
	char *word[MAX_WORDS];
	unsigned int count;
};

static struct class addresses, numbers, pairs, texts;
static unsigned long outcomes[MAX_FILES][MAX_ERRNO];
static char payload[1 << 16];
static size_t payload_len;
static uint64_t state;
static const char *allowed;

/* xorshift64* */
static uint32_t random_u32(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (state * 0x2545f4914f6cdd1dULL) >> 32;
}

static uint32_t below(uint32_t n)
{
	return random_u32() % n;
}

static const char *pick(const struct class *c)
{
	return c->word[below(c->count)];
}

/* --- what is written ------------------------------------------------------------------------- */

static void add(const char *text)
{
	const size_t len = strlen(text);

	if (payload_len + len > sizeof(payload))
		return;
	memcpy(payload + payload_len, text, len);
	payload_len += len;
}

static const char *any_word(void)
{
	const struct class *const classes[] = { &addresses, &numbers, &pairs, &texts };

	return pick(classes[below(4)]);
}

static void add_words(unsigned int n)
{
	static const char *const between[] = { " ", " ", " ", "=", "=", "\t", "\n", "", " = ", "," };

	while (n--) {
		add(any_word());
		if (n)
			add(between[below(10)]);
	}
}

static void add_line(void)
{
	unsigned int keys = below(6);

	add(pick(&addresses));
	if (below(2)) {
		add(" ");
		add(below(6) ? pick(&numbers) : pick(&texts));
	}
	for (; keys > 2; keys--) {
		add(" ");
		if (below(8)) {
			add(pick(&pairs));
			continue;
		}
		add(pick(&texts));
		add("=");
		add(below(3) ? pick(&texts) : pick(&numbers));
	}
	add("\n");
}

static void add_bytes(size_t n)
{
	payload_len = n;
	while (n--)
		payload[n] = random_u32();
}

static void damage(unsigned int times)
{
	while (times--)
		payload[below(payload_len)] = below(4) ? random_u32() : 0;
	if (!below(4))
		payload_len = below(payload_len);
}

static void make_payload(void)
{
	unsigned int lines;

	payload_len = 0;
	switch (below(16)) {
	case 0:
		break;
	case 1:
		add_bytes(below(64));
		break;
	case 2:
		add_bytes(below(sizeof(payload)));
		break;
	case 3:
		add_words(below(2000));
		break;
	case 4 ... 6:
		add_words(1 + below(6));
		break;
	case 7:
		for (lines = below(40); lines; lines--)
			add_line();
		break;
	case 8 ... 9:
		add_line();
		damage(1 + below(3));
		break;
	default:
		add_line();
	}
}

/* --- how it is written ----------------------------------------------------------------------- */

static int documented(int err)
{
	const char *name = strerrorname_np(err);
	const char *found = name ? strstr(allowed, name) : NULL;
	const size_t len = name ? strlen(name) : 0;

	return found && (found == allowed || found[-1] == ' ') &&
	       (found[len] == ' ' || !found[len]);
}

static void show_payload(void)
{
	size_t i;

	for (i = 0; i < payload_len && i < 2048; i++)
		printf(isprint((unsigned char)payload[i]) ? "%c" : "\\x%02x",
		       (unsigned char)payload[i]);
	printf("\n");
}

/* How much of LEN bytes the file takes with one write. */
static size_t taken(int fd, size_t len)
{
	struct statfs fs;

	if (fstatfs(fd, &fs)) {
		perror("fstatfs");
		exit(1);
	}
	return fs.f_type == SYSFS_MAGIC && len > PAGE ? PAGE : len;
}

static void account(unsigned int file, const char *name, ssize_t done, size_t wanted, int also)
{
	const int err = done < 0 ? errno : 0;

	outcomes[file][err]++;
	if ((done < 0 && (documented(err) || err == also)) || done == (ssize_t)wanted)
		return;
	printf("%s: expected %zu bytes to be written, or one of %s; saw %s, %zd bytes, for\n", name,
	       wanted, allowed, done < 0 ? strerrorname_np(err) : "success", done);
	show_payload();
	exit(1);
}

static void write_split(unsigned int file, const char *name, int fd)
{
	size_t at, len;

	for (at = 0; at < payload_len; at += len) {
		len = 1 + below(payload_len - at);
		account(file, name, write(fd, payload + at, len), taken(fd, len), 0);
	}
}

/* A request for each part, up to the first that fails: what went before is what was written. */
static void write_vector(unsigned int file, const char *name, int fd)
{
	const size_t cut = below(payload_len + 1);
	const struct iovec parts[] = {
		{ payload, cut },
		{ payload + cut, payload_len - cut },
	};
	const ssize_t done = writev(fd, parts, 2);

	account(file, name, done, done == (ssize_t)cut ? cut : taken(fd, payload_len), 0);
}

static void write_somehow(unsigned int file, const char *name)
{
	const int fd = open(name, O_WRONLY | (below(8) ? 0 : O_APPEND));
	size_t len;

	if (fd < 0) {
		printf("%s: expected to open it, saw %s\n", name, strerrorname_np(errno));
		exit(1);
	}
	len = taken(fd, payload_len);
	switch (below(12)) {
	case 0:
		account(file, name, pwrite(fd, payload, payload_len, below(1 << 20)), len, 0);
		break;
	case 1:
		account(file, name, pwrite(fd, payload, payload_len, 1ULL << (20 + below(42))),
			len, 0);
		break;
	case 2:
		write_split(file, name, fd);
		break;
	case 3:
		write_vector(file, name, fd);
		break;
	case 4:
		/* No number of bytes is right, unless none were to be written. */
		account(file, name, write(fd, below(2) ? NULL : (void *)-8192, payload_len),
			payload_len ? SIZE_MAX : 0, EFAULT);
		break;
	default:
		account(file, name, write(fd, payload, payload_len), len, 0);
	}
	close(fd);
}

/* --------------------------------------------------------------------------------------------- */

static int read_words(const char *name)
{
	static char text[1 << 16];
	FILE *file = fopen(name, "r");
	char *word;

	if (!file)
		return -1;
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	for (word = strtok(text, "\n"); word; word = strtok(NULL, "\n")) {
		struct class *c = !strncmp(word, "0x", 2) ? &addresses :
				  isdigit(word[0]) ? &numbers :
				  strchr(word, '=') ? &pairs : &texts;

		if (c->count < MAX_WORDS)
			c->word[c->count++] = word;
	}
	return addresses.count && numbers.count && pairs.count && texts.count ? 0 : -1;
}

static void print_outcomes(unsigned int file, const char *name)
{
	int err;

	printf("%s", name);
	for (err = 0; err < MAX_ERRNO; err++)
		if (outcomes[file][err])
			printf(" %s=%lu", err ? strerrorname_np(err) : "OK", outcomes[file][err]);
	printf("\n");
}

int main(int argc, char **argv)
{
	unsigned long writes;
	int i;

	if (argc < 6 || argc - 5 > MAX_FILES || read_words(argv[3])) {
		fprintf(stderr, "usage: noise SEED WRITES WORDS ERRNOS FILE...\n");
		return 2;
	}
	/* Never 0, which xorshift does not leave */
	state = strtoull(argv[1], NULL, 0) * 2 + 1;
	allowed = argv[4];
	for (writes = strtoul(argv[2], NULL, 0); writes; writes--) {
		i = below(argc - 5);
		make_payload();
		write_somehow(i, argv[i + 5]);
	}
	for (i = 0; i < argc - 5; i++)
		print_outcomes(i, argv[i + 5]);
	return 0;
}
