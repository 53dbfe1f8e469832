// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp list
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>

#include <uapi/mmhp_selfhost.h>

#include "mmhp.h"
#include "range_row.h"

static const struct mmhp_option list_options[] = { OPTIONS_TABLE, { } };

static int list_fill(struct table *table, const char *root, struct error *error)
{
	struct ranges ranges;
	struct ctl ctl;
	size_t i;
	int ret = ctl_open(&ctl, root, error);

	if (!ret)
		ret = ranges_read(&ctl, &ranges, error);
	if (ret)
		return ret;
	for (i = 0; !ret && i < ranges.nr; i++)
		ret = range_row_add(table, &ranges.at[i]);
	ranges_free(&ranges);
	return ret ? error_set(error, ret, "no memory") : 0;
}

static int list_show(const struct mmhp *mmhp, struct table *table,
		     const struct table_style *style)
{
	struct error error;

	if (table_choose(table, style, &error))
		return say_usage(mmhp, "%s", error.text);
	if (list_fill(table, mmhp->root, &error))
		return say_error(mmhp, &error);
	return say_table(mmhp, table, style, "ranges");
}

static int list_run(struct mmhp *mmhp, int argc, char **argv)
{
	struct table_style style = { };
	struct table table;
	int id, code;

	while ((id = options_next(mmhp, list_options, argc, argv)) >= 0)
		table_option(&style, id, optarg);
	if (id != OPTIONS_END)
		return id == OPTIONS_BAD ? MMHP_EXIT_USAGE : MMHP_EXIT_DONE;
	if (optind < argc)
		return say_usage(mmhp, "%s: one word too many", argv[optind]);
	code = say_table_init(mmhp, &table, &style, range_row_columns);
	if (code)
		return code;
	code = list_show(mmhp, &table, &style);
	table_free(&table);
	return code;
}

const struct mmhp_command cmd_list = {
	.name = "list",
	.args = "",
	.summary = "list ranges",
	.about = "Prints a line per range that was added.",
	.options = list_options,
	.columns = range_row_columns,
	.run = list_run,
};
