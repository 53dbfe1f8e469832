// SPDX-License-Identifier: GPL-2.0
/*
 * floor BYTES: prints the microseconds that it takes to write BYTES of memory once, a word at a time
 * as the kernel writes a memmap, in pieces of 64 MiB at the most that have been written before.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "clock.h"

#define PIECE (64UL << 20)

/* As the kernel does it, without a loop; volatile, so that no memset() is made of it. */
static void fill(volatile uint64_t *words, unsigned long bytes)
{
	volatile uint64_t *const end = words + bytes / sizeof(*words);

	for (; words < end; words += 8) {
		words[0] = 1;
		words[1] = 2;
		words[2] = 3;
		words[3] = 4;
		words[4] = 5;
		words[5] = 6;
		words[6] = 7;
		words[7] = 8;
	}
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
	start = clock_ns();
	for (bytes = strtoul(argv[1], NULL, 0); bytes; bytes -= piece) {
		piece = bytes < PIECE ? bytes : PIECE;
		fill(words, piece);
	}
	printf("%lld\n", (clock_ns() - start) / 1000);
	return 0;
}
