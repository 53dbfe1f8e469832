// SPDX-License-Identifier: GPL-2.0
/*
 * Physical memory as a picture: a cell is a memory block or several, and shows
 * what most of it is.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "parse.h"
#include "picture.h"

#define PICTURE_MAX_ROWS	24
/* "0x0000000000  " before the cells of a row */
#define PICTURE_LABEL		14

static const struct {
	const char *utf8;
	char ascii;
	const char *color;
	const char *text;
} picture_cells[EXTENT_KINDS] = {
	[EXTENT_NOTHING] = { " ", ' ', "", "nothing" },
	[EXTENT_OTHER] = { "╱", '/', "\033[90m", "devices, firmware" },
	[EXTENT_RAM] = { "█", '#', "\033[34m", "RAM since boot, or of others" },
	[EXTENT_HOST] = { "▓", 'H', "\033[35m", "memmap of a range" },
	[EXTENT_KERNEL] = { "█", 'K', "\033[36m", "added, online for the kernel too" },
	[EXTENT_MOVABLE] = { "█", 'M', "\033[32m", "added, online, movable" },
	[EXTENT_OFFLINE] = { "▒", 'o', "\033[33m", "added, offline" },
	[EXTENT_STANDBY] = { "░", 's', "\033[90m", "in standby" },
	[EXTENT_FREE] = { "·", '.', "\033[97m", "could be added" },
	[EXTENT_RESERVED] = { "·", 'r', "\033[31m", "could be added with allow=reserved" },
	[EXTENT_SOFT] = { "·", 'f', "\033[97m", "soft-reserved, could be added" },
	[EXTENT_WINDOW] = { "┄", '-', "\033[90m", "room for hot-plug" },
};

const char *picture_color(enum extent_kind kind)
{
	return picture_cells[kind].color;
}

/*
 * What most of a cell is. Nothing only if there is nothing; and memmap, which
 * may be far smaller than a cell, is always seen.
 */
static enum extent_kind picture_kind(const struct extents *extents,
				     uint64_t start, uint64_t end)
{
	uint64_t bytes[EXTENT_KINDS] = { };
	enum extent_kind kind, most = EXTENT_NOTHING;
	size_t i;

	for (i = 0; i < extents->nr; i++) {
		const struct extent *extent = &extents->at[i];
		const uint64_t from = extent->start > start ? extent->start : start;
		const uint64_t to = extent->end < end ? extent->end : end;

		if (from < to)
			bytes[extent->kind] += to - from;
	}
	if (bytes[EXTENT_HOST])
		return EXTENT_HOST;
	for (kind = EXTENT_OTHER; kind < EXTENT_KINDS; kind++)
		if (bytes[kind] > (most ? bytes[most] : 0))
			most = kind;
	return most;
}

static void picture_cell(const struct picture *picture, enum extent_kind kind)
{
	if (picture->color)
		fputs(picture_cells[kind].color, stdout);
	if (picture->utf8)
		fputs(picture_cells[kind].utf8, stdout);
	else
		putchar(picture_cells[kind].ascii);
	if (picture->color)
		fputs("\033[0m", stdout);
}

static uint64_t picture_end(const struct extents *extents)
{
	uint64_t end = 0;
	size_t i;

	/* Windows of devices far above all memory are of no interest. */
	for (i = 0; i < extents->nr; i++)
		if (extents->at[i].kind != EXTENT_OTHER && extents->at[i].end > end)
			end = extents->at[i].end;
	return end;
}

static bool picture_row_empty(const struct extents *extents, uint64_t start,
			      uint64_t end)
{
	return picture_kind(extents, start, end) == EXTENT_NOTHING;
}

static unsigned int picture_rows(const struct extents *extents, uint64_t end,
				 uint64_t row_size)
{
	unsigned int rows = 0;
	uint64_t at;

	for (at = 0; at < end && rows <= PICTURE_MAX_ROWS; at += row_size)
		rows += !picture_row_empty(extents, at, at + row_size);
	return rows;
}

static void picture_row(const struct picture *picture,
			const struct extents *extents, uint64_t start,
			uint64_t cell_size, unsigned int cells)
{
	unsigned int i, last = 0;

	for (i = 0; i < cells; i++)
		if (picture_kind(extents, start + i * cell_size,
				 start + (i + 1) * cell_size))
			last = i + 1;
	printf("0x%010" PRIx64 "  ", start);
	for (i = 0; i < last; i++)
		picture_cell(picture, picture_kind(extents, start + i * cell_size,
						   start + (i + 1) * cell_size));
	putchar('\n');
}

static void picture_legend(const struct picture *picture,
			   const struct extents *extents)
{
	uint64_t bytes[EXTENT_KINDS] = { };
	enum extent_kind kind;
	char size[32];
	size_t i;

	for (i = 0; i < extents->nr; i++)
		bytes[extents->at[i].kind] += extents->at[i].end - extents->at[i].start;
	putchar('\n');
	for (kind = EXTENT_OTHER; kind < EXTENT_KINDS; kind++) {
		if (!bytes[kind])
			continue;
		fputs("  ", stdout);
		picture_cell(picture, kind);
		if (kind == EXTENT_OTHER)
			printf(" %8s  %s\n", "", picture_cells[kind].text);
		else
			printf(" %8s  %s\n", parse_size_text(bytes[kind], size,
							      sizeof(size)),
			       picture_cells[kind].text);
	}
}

/**
 * picture_print() - draw it
 * @picture: how
 * @extents: what there is, sorted
 * @block_size: bytes of a memory block
 */
void picture_print(const struct picture *picture, const struct extents *extents,
		   uint64_t block_size)
{
	const uint64_t end = picture_end(extents);
	const unsigned int cells = picture->columns >= PICTURE_LABEL + 64 ? 64 : 32;
	uint64_t at, cell_size = block_size;
	bool gap = false;
	char size[32];

	while (end / cell_size / cells > 4096 ||
	       picture_rows(extents, end, cell_size * cells) > PICTURE_MAX_ROWS)
		cell_size *= 2;
	printf("Each cell is %s.\n\n", parse_size_text(cell_size, size, sizeof(size)));
	for (at = 0; at < end; at += cell_size * cells) {
		if (!picture_row_empty(extents, at, at + cell_size * cells)) {
			picture_row(picture, extents, at, cell_size, cells);
			gap = false;
		} else if (!gap) {
			printf("%12s\n", picture->utf8 ? "\u22ee" : ":");
			gap = true;
		}
	}
	picture_legend(picture, extents);
}
