/* SPDX-License-Identifier: GPL-2.0 */
/* Which frame holds a page of this process: /proc/self/pagemap, see its kernel documentation. */
#ifndef MMHP_TEST_PAGEMAP_H
#define MMHP_TEST_PAGEMAP_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define TEST_PAGE_SIZE 4096UL
#define PAGEMAP_PFN_MASK ((1ULL << 55) - 1)
#define PAGEMAP_PRESENT (1ULL << 63)

/* Fills @entry with @pages entries from address @addr on; ends the program if it cannot. */
static inline void pagemap_read(const void *addr, uint64_t *entry, size_t pages)
{
	off_t at = (uintptr_t)addr / TEST_PAGE_SIZE * sizeof(*entry);
	int fd = open("/proc/self/pagemap", O_RDONLY);

	if (fd < 0 || pread(fd, entry, pages * sizeof(*entry), at) !=
			      (ssize_t)(pages * sizeof(*entry))) {
		perror("/proc/self/pagemap");
		exit(2);
	}
	close(fd);
}

/* Returns the frame of an entry, or 0 when no page is there. */
static inline uint64_t pagemap_pfn(uint64_t entry)
{
	return entry & PAGEMAP_PRESENT ? entry & PAGEMAP_PFN_MASK : 0;
}

#endif
