// SPDX-License-Identifier: GPL-2.0
/*
 * pipepin FIRST_PFN PAGES: keeps one page of the range from being moved.
 *
 * A page that was given to a pipe by vmsplice(2) stays in ZONE_MOVABLE, but cannot be migrated
 * while the pipe holds it. Prints its pfn and holds it until a signal ends the program.
 */
#define _GNU_SOURCE
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>

#include "pagemap.h"
#include "thp.h"

#define TRIES 4096UL

static uint64_t entry[TRIES];

int main(int argc, char **argv)
{
	struct iovec iov = { .iov_len = TEST_PAGE_SIZE };
	uint64_t first, pages;
	int pipe_fd[2];
	char *mem;

	if (argc != 3) {
		fprintf(stderr, "usage: pipepin FIRST_PFN PAGES\n");
		return 2;
	}
	first = strtoull(argv[1], NULL, 0);
	pages = strtoull(argv[2], NULL, 0);

	mem = mmap(NULL, TRIES * TEST_PAGE_SIZE, PROT_READ | PROT_WRITE,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (mem == MAP_FAILED) {
		perror("mmap");
		return 2;
	}
	thp_advise(mem, TRIES * TEST_PAGE_SIZE, MADV_NOHUGEPAGE);
	if (mlock(mem, TRIES * TEST_PAGE_SIZE) || pipe(pipe_fd)) {
		perror("pipepin");
		return 2;
	}
	pagemap_read(mem, entry, TRIES);
	for (size_t i = 0; i < TRIES; i++) {
		uint64_t pfn = pagemap_pfn(entry[i]);

		if (pfn < first || pfn - first >= pages)
			continue;
		iov.iov_base = mem + i * TEST_PAGE_SIZE;
		if (vmsplice(pipe_fd[1], &iov, 1, 0) !=
		    (ssize_t)TEST_PAGE_SIZE) {
			perror("vmsplice");
			return 2;
		}
		printf("%#jx\n", (uintmax_t)pfn);
		fclose(stdout);
		pause();
		return 0;
	}
	printf("none\n");
	return 1;
}
