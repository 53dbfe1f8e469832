// SPDX-License-Identifier: GPL-2.0
/*
 * floor BYTES: prints the microseconds that it takes to write BYTES of memory once, a word at a time
 * as the kernel writes a memmap, in pieces of 64 MiB at the most that have been written before.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define PIECE (64UL << 20)

static long long now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000LL + ts.tv_nsec / 1000;
}

/* volatile: memset() has instructions that an emulated CPU is slow with. */
static void fill(volatile uint64_t *words, unsigned long bytes)
{
	unsigned long i;

	for (i = 0; i < bytes / sizeof(*words); i++)
		words[i] = i;
}

int main(int argc, char **argv)
{
	uint64_t *words = malloc(PIECE);
	unsigned long bytes, piece;
	long long start;

	if (argc != 2 || !words) {
		fprintf(stderr, "usage: floor BYTES\n");
		return 2;
	}
	fill(words, PIECE);
	start = now();
	for (bytes = strtoul(argv[1], NULL, 0); bytes; bytes -= piece) {
		piece = bytes < PIECE ? bytes : PIECE;
		fill(words, piece);
	}
	printf("%lld\n", now() - start);
	return 0;
}
