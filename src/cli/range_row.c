// SPDX-License-Identifier: GPL-2.0
/*
 * A range as a row of a table, for whoever prints one.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>
#include <uapi/mmhp_selfhost.h>

#include "range_row.h"

enum {
	ROW_RANGE, ROW_START, ROW_SIZE, ROW_STATE, ROW_ZONE, ROW_NODE, ROW_LAYOUT,
	ROW_ENGINE, ROW_BLOCKS, ROW_ONLINE, ROW_MEMMAP, ROW_MEMMAP_SIZE,
	ROW_ADISTANCE, ROW_ADD_US, ROW_VERIFY_US, ROW_ONLINE_US, ROW_OFFLINE_US,
};

const struct column range_row_columns[] = {
	[ROW_RANGE] = { "RANGE", COLUMN_TEXT, false, "first and last address" },
	[ROW_START] = { "START", COLUMN_ADDRESS, true, "first address, the range's name" },
	[ROW_SIZE] = { "SIZE", COLUMN_SIZE, false, "size" },
	[ROW_STATE] = { "STATE", COLUMN_TEXT, false, "online, partly, offline or standby" },
	[ROW_ZONE] = { "ZONE", COLUMN_TEXT, false, "zone of its online blocks" },
	[ROW_NODE] = { "NODE", COLUMN_COUNT, false, "NUMA node" },
	[ROW_LAYOUT] = { "LAYOUT", COLUMN_TEXT, false, "one memmap for the range, or one per block" },
	[ROW_ENGINE] = { "ENGINE", COLUMN_TEXT, true, "what added it" },
	[ROW_BLOCKS] = { "BLOCKS", COLUMN_COUNT, true, "memory blocks that can be online" },
	[ROW_ONLINE] = { "ONLINE", COLUMN_COUNT, true, "how many of them are" },
	[ROW_MEMMAP] = { "MEMMAP", COLUMN_ADDRESS, false, "where its memmap begins" },
	[ROW_MEMMAP_SIZE] = { "MEMMAP-SIZE", COLUMN_SIZE, false, "size of its memmap" },
	[ROW_ADISTANCE] = { "ADISTANCE", COLUMN_COUNT, true, "abstract distance of the node's memory" },
	[ROW_ADD_US] = { "ADD-US", COLUMN_COUNT, true, "microseconds that the add took" },
	[ROW_VERIFY_US] = { "VERIFY-US", COLUMN_COUNT, true, "microseconds that its test took" },
	[ROW_ONLINE_US] = { "ONLINE-US", COLUMN_COUNT, true, "microseconds that onlining took" },
	[ROW_OFFLINE_US] = { "OFFLINE-US", COLUMN_COUNT, true, "microseconds that offlining took" },
	{ }
};

/* Green is for use, yellow lies idle. */
const char *range_row_color(const char *state, const char *zone)
{
	if (!strcmp(state, MMHP_WORD_STANDBY))
		return "\033[90m";
	if (!strcmp(state, MMHP_WORD_HOST))
		return "\033[35m";
	if (!strcmp(state, MMHP_WORD_OFFLINE))
		return "\033[33m";
	return strcmp(zone, "Movable") ? "\033[36m" : "\033[32m";
}

static void row_number(struct cell *cell, uint64_t number)
{
	if (number != RANGES_NONE)
		cell_number(cell, number);
}

int range_row_add(struct table *table, const struct range *range)
{
	struct cell *row = table_row(table);

	if (!row)
		return -ENOMEM;
	cell_text(&row[ROW_RANGE], "0x%010" PRIx64 "-0x%010" PRIx64, range->start,
		  range->start + range->size - 1);
	cell_number(&row[ROW_START], range->start);
	cell_number(&row[ROW_SIZE], range->size);
	cell_text(&row[ROW_STATE], "%s", range->state);
	row[ROW_STATE].color = range_row_color(range->state, range->zone);
	if (strcmp(range->zone, "none"))
		cell_text(&row[ROW_ZONE], "%s", range->zone);
	cell_number(&row[ROW_NODE], range->node);
	cell_text(&row[ROW_LAYOUT], "%s", range->layout);
	cell_text(&row[ROW_ENGINE], "%s", range->engine);
	cell_number(&row[ROW_BLOCKS], range->blocks);
	cell_number(&row[ROW_ONLINE], range->online);
	row_number(&row[ROW_MEMMAP], range->memmap);
	cell_number(&row[ROW_MEMMAP_SIZE], range->memmap_pages * RANGES_PAGE);
	row_number(&row[ROW_ADISTANCE], range->adistance);
	row_number(&row[ROW_ADD_US], range->add_us);
	row_number(&row[ROW_VERIFY_US], range->verify_us);
	row_number(&row[ROW_ONLINE_US], range->online_us);
	row_number(&row[ROW_OFFLINE_US], range->offline_us);
	return 0;
}

/* All of its columns; NULL without memory */
struct json_object *range_row_json(const struct range *range)
{
	const struct table_style style = { .all = true };
	struct json_object *rows, *row = NULL;
	struct error unused;
	struct table table;

	if (table_init(&table, range_row_columns))
		return NULL;
	if (!table_choose(&table, &style, &unused) &&
	    !range_row_add(&table, range)) {
		rows = table_json(&table);
		row = json_object_get(json_object_array_get_idx(rows, 0));
		json_object_put(rows);
	}
	table_free(&table);
	return row;
}
