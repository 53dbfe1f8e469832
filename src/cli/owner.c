// SPDX-License-Identifier: GPL-2.0
/*
 * Who allocated a page: debugfs' page_owner, where the kernel was booted with
 * page_owner=on.
 *
 * The place in the file is a pfn, or in older kernels the distance from the
 * first; each read gives the entry of the first page from there on that has one.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "owner.h"

#define OWNER_TRIES	4

/* A file descriptor, or a negative errno: mostly it is not there. */
int owner_open(const char *root)
{
	char path[PATH_MAX];
	int fd, ret = file_path(path, root, "/sys/kernel/debug/page_owner");

	if (ret)
		return ret;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

/*
 * An entry is "Page allocated via order 9, ..., pid 1, tgid 1 (name), ...\n
 * PFN 0x140000 ...\n FUNCTION+0x...\n ...": the name, and the first functions
 * that are not the allocator's own.
 */
static void owner_text(const char *entry, char *text, size_t len)
{
	const char *name = strstr(entry, "tgid "), *line = strstr(entry, "PFN ");
	size_t used = 0;
	int n, nr = 0;

	name = name ? strchr(name, '(') : NULL;
	text[0] = '\0';
	if (name)
		used = snprintf(text, len, "allocated by %.*s",
				(int)strcspn(name + 1, ")"), name + 1);
	while (line && nr < 3 && used < len && (line = strchr(line, '\n'))) {
		line += 1 + strspn(line + 1, " ");
		n = strcspn(line, "+\n");
		if (!n)
			break;
		if (strstr(line, "alloc_pages") && strstr(line, "alloc_pages") < line + n)
			continue;
		if (line[n] == '+') {
			used += snprintf(text + used, len - used, "%s%.*s",
					 nr ? " < " : ", in ", n, line);
			nr++;
		}
	}
}

/* 0, or -ENOENT if nobody is known */
int owner_of(int fd, uint64_t pfn, char *text, size_t len)
{
	char entry[4097], *at;
	uint64_t found, from = pfn ? pfn - 1 : 0;
	int i;

	for (i = 0; i < OWNER_TRIES; i++) {
		const ssize_t n = pread(fd, entry, sizeof(entry) - 1, from);

		if (n <= 0)
			return -ENOENT;
		entry[n] = '\0';
		at = strstr(entry, "PFN ");
		if (!at || sscanf(at, "PFN %" SCNi64, &found) != 1 || found > pfn)
			return -ENOENT;
		if (found == pfn) {
			owner_text(entry, text, len);
			return 0;
		}
		from++;
	}
	return -ENOENT;
}
