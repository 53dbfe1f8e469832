// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp blocks
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <uapi/mmhp_selfhost.h>

#include "mmhp.h"
#include "parse.h"
#include "range_row.h"

enum {
	ROW_BLOCK, ROW_DEVICE, ROW_START, ROW_STATE, ROW_ZONE, ROW_MEMMAP,
	ROW_MEMMAP_ZONE, ROW_OFFSET, ROW_FIRST, ROW_TAGGED, ROW_HOST, ROW_USABLE,
	ROW_BAD,
};

static const struct column blocks_columns[] = {
	[ROW_BLOCK] = { "BLOCK", COLUMN_COUNT, false, "number of the memory block" },
	[ROW_DEVICE] = { "DEVICE", COLUMN_TEXT, true, "its device, if it has one" },
	[ROW_START] = { "START", COLUMN_ADDRESS, false, "first address" },
	[ROW_STATE] = { "STATE", COLUMN_TEXT, false, "online, offline, host or standby" },
	[ROW_ZONE] = { "ZONE", COLUMN_TEXT, false, "zone of its usable pages" },
	[ROW_MEMMAP] = { "MEMMAP", COLUMN_ADDRESS, false, "where its memmap lies, by the page tables" },
	[ROW_MEMMAP_ZONE] = { "MEMMAP-ZONE", COLUMN_TEXT, false, "in which zone" },
	[ROW_OFFSET] = { "OFFSET", COLUMN_COUNT, true, "how many of its first pages hold memmap" },
	[ROW_FIRST] = { "FIRST", COLUMN_ADDRESS, false, "first address that can be used" },
	[ROW_TAGGED] = { "TAGGED", COLUMN_COUNT, true, "host pages that carry the tag against HVO" },
	[ROW_HOST] = { "HOST", COLUMN_SIZE, false, "how much of it holds memmap" },
	[ROW_USABLE] = { "USABLE", COLUMN_SIZE, false, "how much of it does not" },
	[ROW_BAD] = { "BAD", COLUMN_COUNT, false, "pages of bad memory" },
	{ }
};

static const struct mmhp_option blocks_options[] = { OPTIONS_TABLE, { } };

static void blocks_number(struct cell *cell, uint64_t number, uint64_t unit)
{
	if (number != RANGES_NONE)
		cell_number(cell, number * unit);
}

static int blocks_row(struct table *table, const struct block *block,
		      uint64_t block_size)
{
	struct cell *row = table_row(table);

	if (!row)
		return -ENOMEM;
	cell_number(&row[ROW_BLOCK], block->number);
	if (block->first_pfn != RANGES_NONE &&
	    strcmp(block->state, MMHP_WORD_STANDBY))
		cell_text(&row[ROW_DEVICE], "memory%" PRIu64, block->number);
	cell_number(&row[ROW_START], block->start);
	cell_text(&row[ROW_STATE], "%s", block->state);
	row[ROW_STATE].color = range_row_color(block->state, block->zone);
	if (strcmp(block->zone, "-"))
		cell_text(&row[ROW_ZONE], "%s", block->zone);
	blocks_number(&row[ROW_MEMMAP], block->memmap_pfn, RANGES_PAGE);
	if (strcmp(block->memmap_zone, "-"))
		cell_text(&row[ROW_MEMMAP_ZONE], "%s", block->memmap_zone);
	cell_number(&row[ROW_OFFSET], block->offset);
	blocks_number(&row[ROW_FIRST], block->first_pfn, RANGES_PAGE);
	cell_number(&row[ROW_TAGGED], block->tagged);
	cell_number(&row[ROW_HOST], block->host_pages * RANGES_PAGE);
	cell_number(&row[ROW_USABLE], block_size - block->offset * RANGES_PAGE);
	blocks_number(&row[ROW_BAD], block->bad_pages, 1);
	return 0;
}

static int blocks_fill(struct table *table, const char *root, bool one,
		       uint64_t start, struct error *error)
{
	struct blocks blocks = { };
	struct ranges ranges = { };
	const struct range *range = NULL;
	uint64_t block_size;
	struct ctl ctl;
	size_t i;
	int ret = ctl_open(&ctl, root, error);

	if (!ret)
		ret = ranges_block_size(root, &block_size, error);
	if (!ret)
		ret = blocks_read(&ctl, &blocks, error);
	if (!ret && one)
		ret = ranges_read(&ctl, &ranges, error);
	if (!ret && one) {
		range = ranges_find(&ranges, start);
		if (!range)
			ret = error_set(error, -ENOENT,
					"no range starts at 0x%" PRIx64, start);
	}
	for (i = 0; !ret && i < blocks.nr; i++)
		if (!range || blocks.at[i].start - range->start < range->size)
			ret = blocks_row(table, &blocks.at[i], block_size) ?
				error_set(error, -ENOMEM, "no memory") : 0;
	ranges_free(&ranges);
	blocks_free(&blocks);
	return ret;
}

static int blocks_show(const struct mmhp *mmhp, struct table *table,
		       const struct table_style *style, const char *range)
{
	uint64_t start = 0;
	struct error error;

	if (table_choose(table, style, &error) ||
	    (range && parse_number(range, &start, &error)))
		return say_usage(mmhp, "%s", error.text);
	if (blocks_fill(table, mmhp->root, range, start, &error))
		return say_error(mmhp, &error);
	return say_table(mmhp, table, style, "blocks");
}

static int blocks_run(struct mmhp *mmhp, int argc, char **argv)
{
	struct table_style style = { };
	struct table table;
	int id, code;

	while ((id = options_next(mmhp, blocks_options, argc, argv)) >= 0)
		table_option(&style, id, optarg);
	if (id != OPTIONS_END)
		return id == OPTIONS_BAD ? MMHP_EXIT_USAGE : MMHP_EXIT_DONE;
	if (optind + 1 < argc)
		return say_usage(mmhp, "%s: one word too many", argv[optind + 1]);
	code = say_table_init(mmhp, &table, &style, blocks_columns);
	if (code)
		return code;
	code = blocks_show(mmhp, &table, &style,
			   optind < argc ? argv[optind] : NULL);
	table_free(&table);
	return code;
}

const struct mmhp_command cmd_blocks = {
	.name = "blocks",
	.args = "[ADDR]",
	.summary = "list memory blocks, and where each one's memmap lies",
	.about = "Prints a line per memory block of all ranges, or of the one that starts at ADDR, with\n"
		 "the place of its memmap as read from the kernel's page tables.",
	.options = blocks_options,
	.columns = blocks_columns,
	.takes = TAKES_RANGE,
	.run = blocks_run,
};
