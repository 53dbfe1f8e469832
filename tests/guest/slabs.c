// SPDX-License-Identifier: GPL-2.0
/*
 * slabs: a line for each of the caches that the kernel's kmalloc() takes from, with its name and how
 * many of its objects are in use.
 *
 * What is free in the slab that a CPU takes objects from just now counts as in use, too. To shrink a
 * cache gives such slabs back, but somebody may have taken the next one already: of several looks
 * the least counts. And as to open a file takes objects itself, all are opened before.
 */
#include <err.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CACHES_MAX 128
#define LOOKS 20

struct cache {
	char name[64];
	unsigned long objects;
};

static struct cache caches[CACHES_MAX];
static size_t nr_caches;

static int open_file(const char *path, int flags)
{
	int fd = open(path, flags);

	if (fd < 0)
		err(2, "%s", path);
	return fd;
}

static void write_file(int fd, const char *value)
{
	if (write(fd, value, strlen(value)) < 0)
		err(2, "write");
}

static char *read_file(int fd)
{
	static char text[1 << 17];
	size_t len = 0;
	ssize_t n;

	if (lseek(fd, 0, SEEK_SET) < 0)
		err(2, "lseek");
	while ((n = read(fd, text + len, sizeof(text) - 1 - len)) > 0)
		len += n;
	if (n < 0)
		err(2, "read");
	text[len] = '\0';
	return text;
}

static void note(const char *name, unsigned long objects)
{
	size_t i = 0;

	while (i < nr_caches && strcmp(caches[i].name, name))
		i++;
	if (i == CACHES_MAX)
		errx(2, "too many caches");
	if (i == nr_caches) {
		strcpy(caches[nr_caches++].name, name);
		caches[i].objects = objects;
	} else if (caches[i].objects > objects) {
		caches[i].objects = objects;
	}
}

int main(void)
{
	int info = open_file("/proc/slabinfo", O_RDONLY);
	int drop = open_file("/proc/sys/vm/drop_caches", O_WRONLY);
	int shrink[CACHES_MAX];
	unsigned long objects;
	char *line, name[64];
	glob_t found;
	size_t i;
	int look;

	if (glob("/sys/kernel/slab/kmalloc-*/shrink", 0, NULL, &found) || found.gl_pathc > CACHES_MAX)
		errx(2, "no caches, or too many");
	for (i = 0; i < found.gl_pathc; i++)
		shrink[i] = open_file(found.gl_pathv[i], O_WRONLY);

	for (look = 0; look < LOOKS; look++) {
		/* Frees also what waits in batches of kfree_rcu(). */
		write_file(drop, "2");
		for (i = 0; i < found.gl_pathc; i++)
			write_file(shrink[i], "1");
		for (line = strtok(read_file(info), "\n"); line; line = strtok(NULL, "\n"))
			if (sscanf(line, "%63s %lu", name, &objects) == 2 &&
			    !strncmp(name, "kmalloc-", 8))
				note(name, objects);
	}
	for (i = 0; i < nr_caches; i++)
		printf("%s %lu\n", caches[i].name, caches[i].objects);
	return 0;
}
