// SPDX-License-Identifier: GPL-2.0
/*
 * running NODE MIB: what it costs to use MIB of the memory of NODE: prints, in microseconds,
 *
 *   fault MICROSECONDS      a page of 4 KiB for each
 *   free MICROSECONDS       and back
 *   thp MICROSECONDS        a transparent huge page for each 2 MiB
 *   hugetlb MICROSECONDS    a page of HugeTLB for each 2 MiB, which have to be there already
 */
#define _GNU_SOURCE
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <linux/mempolicy.h>

#include "clock.h"
#include "thp.h"

#define PAGE	4096UL
#define HUGE	(2UL << 20)

static unsigned long bytes;

static void die(const char *what)
{
	perror(what);
	exit(1);
}

/* Aligned to 2 MiB; HUGE more than that is mapped. */
static char *map(int flags)
{
	char *memory = mmap(NULL, bytes + HUGE, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (memory == MAP_FAILED)
		die("mmap");
	memory = (char *)(((uintptr_t)memory + HUGE - 1) & ~(HUGE - 1));
	if (flags && mmap(memory, bytes, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | flags, -1, 0) == MAP_FAILED)
		die("mmap of HugeTLB");
	return memory;
}

static void touch(const char *name, char *memory, unsigned long step)
{
	const long long start = clock_ns();
	unsigned long at;

	for (at = 0; at < bytes; at += step)
		*(volatile char *)(memory + at) = 1;
	printf("%s %lld\n", name, (clock_ns() - start) / 1000);
}

static void give_back(const char *name, char *memory)
{
	const long long start = clock_ns();

	if (munmap(memory, bytes))
		die("munmap");
	if (name)
		printf("%s %lld\n", name, (clock_ns() - start) / 1000);
}

int main(int argc, char **argv)
{
	unsigned long nodes;
	char *memory;

	if (argc != 3) {
		fprintf(stderr, "usage: running NODE MIB\n");
		return 2;
	}
	nodes = 1UL << strtoul(argv[1], NULL, 0);
	bytes = strtoul(argv[2], NULL, 0) << 20;
	if (syscall(SYS_set_mempolicy, MPOL_BIND, &nodes, 8 * sizeof(nodes)))
		die("set_mempolicy");

	memory = map(0);
	thp_advise(memory, bytes, MADV_NOHUGEPAGE);
	touch("fault", memory, PAGE);
	give_back("free", memory);

	memory = map(0);
	if (thp_advise(memory, bytes, MADV_HUGEPAGE))
		touch("thp", memory, HUGE);
	give_back(NULL, memory);

	memory = map(MAP_HUGETLB);
	touch("hugetlb", memory, HUGE);
	give_back(NULL, memory);
	return 0;
}
