// SPDX-License-Identifier: GPL-2.0
/*
 * fill MIB FIRST_PFN PAGES PERIOD HOST [FIFO]: is the memory of a range good?
 *
 * Fills MIB of memory with words that are all different, reads every one of them again, and counts
 * by /proc/self/pagemap how many of its pages lie in the range of PAGES pages from FIRST_PFN on.
 * Of each PERIOD pages of the range the first HOST are host pages and must never be handed out.
 *
 * Prints "in_range N"; exit status 1 if a word was lost or a host page was handed out. With a FIFO
 * it then waits until somebody has written to that and reads every word once more.
 */
#include <string.h>
#include <sys/mman.h>

#include "pagemap.h"

#define CHUNK_PAGES 4096UL
#define PAGE_WORDS (TEST_PAGE_SIZE / sizeof(uint64_t))

static uint64_t entry[CHUNK_PAGES];

/* A bijection, so that no two words of the memory are the same. */
static uint64_t pattern(uint64_t index)
{
	return (index + 1) * 0x9e3779b97f4a7c15ULL;
}

static void write_words(uint64_t *mem, size_t words)
{
	for (size_t i = 0; i < words; i++)
		mem[i] = pattern(i);
}

static int check_words(const uint64_t *mem, size_t words)
{
	for (size_t i = 0; i < words; i++) {
		if (mem[i] == pattern(i))
			continue;
		pagemap_read(mem + i, entry, 1);
		printf("word %zu: expected %#jx, saw %#jx, pfn %#jx\n", i,
		       (uintmax_t)pattern(i), (uintmax_t)mem[i],
		       (uintmax_t)pagemap_pfn(entry[0]));
		return 1;
	}
	return 0;
}

static void wait_for_writer(const char *fifo)
{
	FILE *file = fopen(fifo, "r");

	if (!file) {
		perror(fifo);
		exit(2);
	}
	while (fgetc(file) != EOF)
		;
	fclose(file);
}

int main(int argc, char **argv)
{
	uint64_t first, pages, period, host, in_range = 0;
	size_t total, done, i;
	uint64_t *mem;

	if (argc != 6 && argc != 7) {
		fprintf(stderr,
			"usage: fill MIB FIRST_PFN PAGES PERIOD HOST [FIFO]\n");
		return 2;
	}
	total = (strtoull(argv[1], NULL, 0) << 20) / TEST_PAGE_SIZE /
		CHUNK_PAGES * CHUNK_PAGES;
	first = strtoull(argv[2], NULL, 0);
	pages = strtoull(argv[3], NULL, 0);
	period = strtoull(argv[4], NULL, 0);
	host = strtoull(argv[5], NULL, 0);

	mem = mmap(NULL, total * TEST_PAGE_SIZE, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (mem == MAP_FAILED) {
		perror("mmap");
		return 2;
	}
	write_words(mem, total * PAGE_WORDS);

	for (done = 0; done < total; done += CHUNK_PAGES) {
		pagemap_read((char *)mem + done * TEST_PAGE_SIZE, entry,
			     CHUNK_PAGES);
		for (i = 0; i < CHUNK_PAGES; i++) {
			uint64_t pfn = pagemap_pfn(entry[i]);

			if (pfn < first || pfn - first >= pages)
				continue;
			if ((pfn - first) % period < host) {
				printf("host page %#jx was handed out\n",
				       (uintmax_t)pfn);
				return 1;
			}
			in_range++;
		}
	}
	if (check_words(mem, total * PAGE_WORDS))
		return 1;
	printf("in_range %ju\n", (uintmax_t)in_range);
	if (argc == 6)
		return 0;
	fflush(stdout);
	wait_for_writer(argv[6]);
	return check_words(mem, total * PAGE_WORDS);
}
