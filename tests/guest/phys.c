// SPDX-License-Identifier: GPL-2.0
/*
 * phys fill|sum ADDR SIZE: memory that nobody claims, by its physical address, through /dev/mem.
 *
 * "fill" writes something to each word, other words with each address; "sum" prints a checksum of
 * all of them. The kernel lets nobody map System RAM this way, nor what a driver has claimed.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static void fill(volatile uint64_t *words, size_t nr, uint64_t seed)
{
	size_t i;

	for (i = 0; i < nr; i++) {
		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
		words[i] = seed;
	}
}

/* FNV-1a, of words instead of bytes */
static uint64_t sum(const volatile uint64_t *words, size_t nr)
{
	uint64_t hash = 0xcbf29ce484222325ULL;
	size_t i;

	for (i = 0; i < nr; i++)
		hash = (hash ^ words[i]) * 0x100000001b3ULL;
	return hash;
}

int main(int argc, char **argv)
{
	uint64_t start, size;
	void *map;
	int fd;

	if (argc != 4 || (strcmp(argv[1], "fill") && strcmp(argv[1], "sum"))) {
		fprintf(stderr, "usage: phys fill|sum ADDR SIZE\n");
		return 2;
	}
	start = strtoull(argv[2], NULL, 0);
	size = strtoull(argv[3], NULL, 0);
	fd = open("/dev/mem", O_RDWR);
	if (fd < 0) {
		perror("/dev/mem");
		return 1;
	}
	map = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, start);
	if (map == MAP_FAILED) {
		perror("mmap");
		return 1;
	}
	if (!strcmp(argv[1], "fill"))
		fill(map, size / sizeof(uint64_t), start);
	else
		printf("%016llx\n", (unsigned long long)sum(map, size / sizeof(uint64_t)));
	return 0;
}
