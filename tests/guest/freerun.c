// SPDX-License-Identifier: GPL-2.0
/*
 * freerun PFN PAGES: the longest run of free pages among PAGES pages from PFN on, in KiB, as
 * /proc/kpageflags has them; see Documentation/admin-guide/mm/pagemap.rst.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define KPF_BUDDY 10
#define CHUNK 32768
#define PAGE_KIB 4

static uint64_t flags[CHUNK];

int main(int argc, char **argv)
{
	uint64_t pfn, pages, run = 0, longest = 0;
	int fd = open("/proc/kpageflags", O_RDONLY);

	if (argc != 3 || fd < 0) {
		fprintf(stderr, "usage: freerun PFN PAGES\n");
		return 2;
	}
	pfn = strtoull(argv[1], NULL, 0);
	pages = strtoull(argv[2], NULL, 0);
	while (pages) {
		size_t n = pages < CHUNK ? pages : CHUNK, i;

		if (pread(fd, flags, n * sizeof(*flags), pfn * sizeof(*flags)) !=
		    (ssize_t)(n * sizeof(*flags))) {
			perror("/proc/kpageflags");
			return 1;
		}
		for (i = 0; i < n; i++) {
			run = flags[i] >> KPF_BUDDY & 1 ? run + 1 : 0;
			longest = run > longest ? run : longest;
		}
		pfn += n;
		pages -= n;
	}
	printf("%ju\n", (uintmax_t)(longest * PAGE_KIB));
	return 0;
}
