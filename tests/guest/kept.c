// SPDX-License-Identifier: GPL-2.0
/*
 * kept PFN... <DUMP: which of these pages are in a dump, "yes" or "no" on a line each.
 *
 * The dump is in makedumpfile's flattened format (makedumpfile -F), which is the kdump-compressed
 * format in pieces of any order. It is read to its end, but all that is kept of it is the start,
 * in which a bitmap says what is in it: so a dump can be looked at that has no room here.
 */
#include <endian.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#define FLAT_HEADER 4096
#define START (8 << 20)

struct dump_header {
	char signature[8];
	int32_t version;
	char utsname[6][65];
	struct timeval time;
	uint32_t status;
	uint32_t block_size;
	uint32_t sub_header_blocks;
	uint32_t bitmap_blocks; /* of two bitmaps: what there is, what is in the dump */
};

static char start[START], piece[1 << 16];

static void input(void *buf, size_t size)
{
	if (fread(buf, 1, size, stdin) != size) {
		fprintf(stderr, "the dump ends too early\n");
		exit(2);
	}
}

/* Keeps what of the @size bytes at @offset of the dump belongs to its start. */
static void input_piece(uint64_t offset, uint64_t size)
{
	while (size) {
		size_t n = size < sizeof(piece) ? size : sizeof(piece);

		input(piece, n);
		if (offset < START)
			memcpy(start + offset, piece,
			       n < START - offset ? n : START - offset);
		offset += n;
		size -= n;
	}
}

int main(int argc, char **argv)
{
	const struct dump_header *header = (const void *)start;
	const unsigned char *bitmap;
	uint64_t bits, pfn;
	int64_t at[2];

	input(piece, FLAT_HEADER);
	if (strcmp(piece, "makedumpfile")) {
		fprintf(stderr, "not a dump in the flattened format\n");
		return 2;
	}
	for (;;) {
		input(at, sizeof(at));
		if ((int64_t)be64toh(at[0]) < 0)
			break;
		input_piece(be64toh(at[0]), be64toh(at[1]));
	}
	bits = (uint64_t)header->bitmap_blocks / 2 * header->block_size;
	bitmap = (unsigned char *)start + bits +
		 (uint64_t)(1 + header->sub_header_blocks) * header->block_size;
	bits *= 8;
	if (memcmp(header->signature, "KDUMP   ", 8) ||
	    bitmap + bits / 8 > (unsigned char *)start + START) {
		fprintf(stderr, "not a dump of this kind, or too large\n");
		return 2;
	}
	for (int i = 1; i < argc; i++) {
		pfn = strtoull(argv[i], NULL, 0);
		puts(pfn < bits && bitmap[pfn / 8] & 1 << pfn % 8 ? "yes" :
								    "no");
	}
	return 0;
}
