// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp map
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <json-c/json.h>

#include "ctl.h"
#include "extents.h"
#include "mmhp.h"
#include "picture.h"

enum { ROW_RANGE, ROW_START, ROW_SIZE, ROW_KIND, ROW_WHO };

static const struct column map_columns[] = {
	[ROW_RANGE] = { "RANGE", COLUMN_TEXT, false, "first and last address" },
	[ROW_START] = { "START", COLUMN_ADDRESS, true, "first address" },
	[ROW_SIZE] = { "SIZE", COLUMN_SIZE, false, "size" },
	[ROW_KIND] = { "KIND", COLUMN_TEXT, true, "one word for what it is" },
	[ROW_WHO] = { "WHO", COLUMN_TEXT, false, "what it is" },
	{ }
};

enum { MAP_ASCII = OPTION_OWN, MAP_LIST };

static const struct mmhp_option map_options[] = {
	{ "ascii", MAP_ASCII, NULL, NULL, "draw with ASCII characters only" },
	{ "list", MAP_LIST, NULL, NULL, "print the table only" },
	OPTIONS_TABLE,
	{ }
};

static int map_row(struct table *table, const struct extent *extent)
{
	struct cell *row = table_row(table);

	if (!row)
		return -ENOMEM;
	cell_text(&row[ROW_RANGE], "0x%010" PRIx64 "-0x%010" PRIx64,
		  extent->start, extent->end - 1);
	cell_number(&row[ROW_START], extent->start);
	cell_number(&row[ROW_SIZE], extent->end - extent->start);
	cell_text(&row[ROW_KIND], "%s", extent_words[extent->kind]);
	cell_text(&row[ROW_WHO], "%s", extent->who);
	row[ROW_RANGE].color = picture_color(extent->kind);
	return 0;
}

/* What the module has, if it is there; the map is of use without it as well. */
static int map_ranges(const char *root, uint64_t block_size,
		      struct extents *extents, struct error *error)
{
	struct ranges ranges = { };
	struct blocks blocks = { };
	struct ctl ctl;
	int ret;

	if (ctl_open(&ctl, root, error))
		return 0;
	ret = ranges_read(&ctl, &ranges, error);
	if (!ret && ctl.has_tables)
		ret = blocks_read(&ctl, &blocks, error);
	if (!ret && extents_ranges(&ranges, ctl.has_tables ? &blocks : NULL,
				   block_size, extents))
		ret = error_set(error, -ENOMEM, "no memory");
	ranges_free(&ranges);
	blocks_free(&blocks);
	return ret;
}

static int map_read(const struct machine *machine, const char *root,
		    struct extents *extents, struct error *error)
{
	struct extents free_memory;
	size_t i;
	int ret = extents_free_memory(machine, &free_memory);

	if (!ret)
		ret = extents_iomem(machine, &free_memory, extents);
	for (i = 0; !ret && i < free_memory.nr; i++)
		ret = extents_add(extents, free_memory.at[i].start,
				  free_memory.at[i].end, free_memory.at[i].kind,
				  free_memory.at[i].who);
	extents_free(&free_memory);
	if (ret)
		return error_set(error, ret, "no memory");
	ret = map_ranges(root, machine->block_size, extents, error);
	extents_sort(extents);
	return ret;
}

static void map_draw(const struct mmhp *mmhp, const struct extents *extents,
		     uint64_t block_size, bool ascii)
{
	const char *columns = getenv("COLUMNS");
	struct picture picture = {
		.utf8 = !ascii && !strcmp(nl_langinfo(CODESET), "UTF-8"),
		.color = mmhp->color,
		.columns = columns ? atoi(columns) : 80,
	};
	struct winsize size;

	if (!columns && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
		picture.columns = size.ws_col;
	picture_print(&picture, extents, block_size);
	putchar('\n');
}

/**
 * struct map - what the command line says
 * @style: of the table
 * @ascii: no other characters in the picture
 * @list: no picture
 */
struct map {
	struct table_style style;
	bool ascii;
	bool list;
};

static int map_show(const struct mmhp *mmhp, struct table *table,
		    const struct map *map, struct error *error)
{
	struct extents extents = { };
	struct machine machine;
	struct json_object *json;
	size_t i;
	int ret = machine_read(&machine, mmhp->root, error);

	if (ret)
		return ret;
	ret = map_read(&machine, mmhp->root, &extents, error);
	for (i = 0; !ret && i < extents.nr; i++)
		ret = map_row(table, &extents.at[i]) ?
			error_set(error, -ENOMEM, "no memory") : 0;
	if (!ret && mmhp->json) {
		json = say_json_new(mmhp);
		json_object_object_add(json, "memory", table_json(table));
		say_json(mmhp, json);
	} else if (!ret) {
		if (!map->list)
			map_draw(mmhp, &extents, machine.block_size, map->ascii);
		if (table_print(table, &map->style))
			ret = error_set(error, -EIO, "the table cannot be printed");
	}
	extents_free(&extents);
	machine_free(&machine);
	return ret;
}

static int map_run(struct mmhp *mmhp, int argc, char **argv)
{
	struct map map = { };
	struct error error;
	struct table table;
	int id, code;

	while ((id = options_next(mmhp, map_options, argc, argv)) >= 0) {
		if (id == MAP_ASCII)
			map.ascii = true;
		else if (id == MAP_LIST)
			map.list = true;
		else
			table_option(&map.style, id, optarg);
	}
	if (id != OPTIONS_END)
		return id == OPTIONS_BAD ? MMHP_EXIT_USAGE : MMHP_EXIT_DONE;
	if (optind < argc)
		return say_usage(mmhp, "%s: one word too many", argv[optind]);
	code = say_table_init(mmhp, &table, &map.style, map_columns);
	if (code)
		return code;
	if (table_choose(&table, &map.style, &error))
		code = say_usage(mmhp, "%s", error.text);
	else
		code = map_show(mmhp, &table, &map, &error) ?
			say_error(mmhp, &error) : MMHP_EXIT_DONE;
	table_free(&table);
	return code;
}

const struct mmhp_command cmd_map = {
	.name = "map",
	.args = "",
	.summary = "draw the machine's physical memory",
	.about = "Draws who has which physical memory, and prints it as a table: the kernel, ranges with\n"
		 "their memmap and state, and what could be added.",
	.options = map_options,
	.columns = map_columns,
	.run = map_run,
};
