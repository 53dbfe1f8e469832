// SPDX-License-Identifier: GPL-2.0
/*
 * mark private|shared MIB: memory that can be found in a dump.
 *
 * Fills MIB of memory, each page with its own frame number, one line of text after the other. Prints
 * the frame of the page in the middle and holds the memory until it is killed. To those who filter
 * dumps, private memory is that of a process and shared memory is page cache.
 */
#include <string.h>
#include <sys/mman.h>

#include "pagemap.h"

#define LINE 16 /* "0x", 13 digits, newline */

static void mark_page(char *page, uint64_t pfn)
{
	char line[32];

	snprintf(line, sizeof(line), "0x%013jx\n", (uintmax_t)pfn);
	for (size_t i = 0; i < TEST_PAGE_SIZE; i += LINE)
		memcpy(page + i, line, LINE);
}

int main(int argc, char **argv)
{
	uint64_t *entry;
	size_t count, i;
	char *mem;
	int flags;

	if (argc != 3) {
		fprintf(stderr, "usage: mark private|shared MIB\n");
		return 2;
	}
	flags = strcmp(argv[1], "shared") ? MAP_PRIVATE : MAP_SHARED;
	count = (strtoull(argv[2], NULL, 0) << 20) / TEST_PAGE_SIZE;

	mem = mmap(NULL, count * TEST_PAGE_SIZE, PROT_READ | PROT_WRITE,
		   flags | MAP_ANONYMOUS, -1, 0);
	entry = calloc(count, sizeof(*entry));
	/* Locked, so that each page keeps its frame. */
	if (mem == MAP_FAILED || !entry || mlock(mem, count * TEST_PAGE_SIZE)) {
		perror("memory");
		return 2;
	}
	pagemap_read(mem, entry, count);
	for (i = 0; i < count; i++)
		mark_page(mem + i * TEST_PAGE_SIZE, pagemap_pfn(entry[i]));

	printf("0x%jx\n", (uintmax_t)pagemap_pfn(entry[count / 2]));
	fflush(stdout);
	for (;;)
		pause();
}
