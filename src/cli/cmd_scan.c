// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp scan
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <uapi/mmhp_selfhost.h>

#include "action.h"
#include "extents.h"
#include "module.h"
#include "mmhp.h"

enum { ROW_RANGE, ROW_START, ROW_SIZE, ROW_NODE, ROW_GIGANTIC, ROW_KIND, ROW_COMMAND,
	ROW_WHAT };

static const struct column scan_columns[] = {
	[ROW_RANGE] = { "RANGE", COLUMN_TEXT, true, "first and last address" },
	[ROW_START] = { "START", COLUMN_ADDRESS, true, "first address" },
	[ROW_SIZE] = { "SIZE", COLUMN_SIZE, false, "size, in whole memory blocks" },
	[ROW_NODE] = { "NODE", COLUMN_COUNT, false, "NUMA node, if firmware tells" },
	[ROW_GIGANTIC] = { "1G-PAGES", COLUMN_COUNT, false, "pages of 1 GiB that it would give in layout range" },
	[ROW_KIND] = { "KIND", COLUMN_TEXT, true, "free, reserved, soft-reserved or window" },
	[ROW_COMMAND] = { "COMMAND", COLUMN_TEXT, false, "what adds it" },
	[ROW_WHAT] = { "WHAT", COLUMN_TEXT, false, "what it is" },
	{ }
};

enum { SCAN_PROBE = OPTION_OWN };

static const struct mmhp_option scan_options[] = {
	{ "probe", SCAN_PROBE, NULL, NULL,
	  "ask the module, by dry runs, how much RAM answers" },
	OPTIONS_TABLE,
	{ }
};

/* Memory that can be removed again, whatever the kernel does by default */
#define SCAN_ONLINE	" " MMHP_KEY_ONLINE "=" MMHP_WORD_ONLINE_MOVABLE

static const char *scan_key(enum extent_kind kind)
{
	return kind == EXTENT_RESERVED ?
		" " MMHP_KEY_ALLOW "=" MMHP_WORD_RESERVED : "";
}

static int scan_row(struct table *table, const struct machine *machine,
		    const struct extent *extent)
{
	const uint64_t size = extent->end - extent->start;
	struct cell *row = table_row(table);
	char text[32];
	int node;

	if (!row)
		return -ENOMEM;
	cell_text(&row[ROW_RANGE], "0x%" PRIx64 "-0x%" PRIx64, extent->start,
		  extent->end - 1);
	cell_number(&row[ROW_START], extent->start);
	cell_number(&row[ROW_SIZE], size);
	node = srat_node(&machine->srat, extent->start, extent->end - 1);
	if (node >= 0)
		cell_number(&row[ROW_NODE], node);
	cell_number(&row[ROW_GIGANTIC], extents_gigantic(extent->start, size));
	cell_text(&row[ROW_KIND], "%s", extent_words[extent->kind]);
	/* A size with a unit where it says the same */
	if (size & ((1ULL << 30) - 1))
		snprintf(text, sizeof(text), "%" PRIu64 "M", size >> 20);
	else
		snprintf(text, sizeof(text), "%" PRIu64 "G", size >> 30);
	cell_text(&row[ROW_COMMAND], "mmhp add 0x%" PRIx64 " %s%s" SCAN_ONLINE, extent->start,
		  text, scan_key(extent->kind));
	cell_text(&row[ROW_WHAT], "%s", extent->who);
	return 0;
}

/* Does RAM answer in so much of it: 0, -ENXIO, or something is wrong */
static int scan_ask(const struct mmhp *mmhp, const struct ctl *ctl,
		    const struct extent *extent, uint64_t size,
		    struct error *error)
{
	const struct action action = {
		.file = MMHP_FILE_PROBE, .verb = "probing",
	};
	const struct span span = { extent->start, size };
	char line[MMHP_LINE_MAX];

	snprintf(line, sizeof(line), "0x%" PRIx64 " 0x%" PRIx64 "%s "
		 MMHP_KEY_DRY_RUN "=1", span.start, span.size,
		 scan_key(extent->kind));
	return action_request(mmhp, ctl, &action, &span, line, error);
}

/* Cut it down to what answers from its start on: nothing, or by halving */
static int scan_probe(const struct mmhp *mmhp, const struct ctl *ctl,
		      struct extent *extent, uint64_t block_size,
		      struct error *error)
{
	uint64_t good = 0, bad = (extent->end - extent->start) / block_size + 1;
	uint64_t try = bad - 1;
	int ret;

	while (bad - good > 1) {
		ret = scan_ask(mmhp, ctl, extent, try * block_size, error);
		if (!ret)
			good = try;
		else if (ret == -ENXIO)
			bad = try;
		else
			return ret;
		try = good + (bad - good) / 2;
	}
	extent->end = extent->start + good * block_size;
	return 0;
}

static int scan_probe_all(const struct mmhp *mmhp, struct extents *extents,
			  uint64_t block_size, struct error *error)
{
	struct ctl ctl;
	size_t i;
	int ret = module_load(mmhp->root, error);

	if (!ret)
		ret = ctl_open(&ctl, mmhp->root, error);
	for (i = 0; !ret && i < extents->nr; i++)
		ret = scan_probe(mmhp, &ctl, &extents->at[i], block_size, error);
	return ret;
}

static int scan_fill(const struct mmhp *mmhp, struct table *table, bool probe,
		     struct error *error)
{
	struct extents extents = { };
	struct machine machine;
	size_t i;
	int ret = machine_read(&machine, mmhp->root, error);

	if (ret)
		return ret;
	if (extents_free_memory(&machine, &extents))
		ret = error_set(error, -ENOMEM, "no memory");
	if (!ret && probe)
		ret = scan_probe_all(mmhp, &extents, machine.block_size, error);
	for (i = 0; !ret && i < extents.nr; i++)
		if (extents.at[i].end > extents.at[i].start &&
		    scan_row(table, &machine, &extents.at[i]))
			ret = error_set(error, -ENOMEM, "no memory");
	extents_free(&extents);
	machine_free(&machine);
	return ret;
}

static int scan_show(const struct mmhp *mmhp, struct table *table,
		     const struct table_style *style, bool probe)
{
	struct error error;

	if (table_choose(table, style, &error))
		return say_usage(mmhp, "%s", error.text);
	if (scan_fill(mmhp, table, probe, &error))
		return say_error(mmhp, &error);
	if (!mmhp->json && !table->nr_rows)
		say_warning(mmhp, "there is no RAM that the kernel leaves unused");
	return say_table(mmhp, table, style, "free");
}

static int scan_run(struct mmhp *mmhp, int argc, char **argv)
{
	struct table_style style = { };
	struct table table;
	bool probe = false;
	int id, code;

	while ((id = options_next(mmhp, scan_options, argc, argv)) >= 0)
		if (!table_option(&style, id, optarg))
			probe = true;
	if (id != OPTIONS_END)
		return id == OPTIONS_BAD ? MMHP_EXIT_USAGE : MMHP_EXIT_DONE;
	if (optind < argc)
		return say_usage(mmhp, "%s: one word too many", argv[optind]);
	code = say_table_init(mmhp, &table, &style, scan_columns);
	if (code)
		return code;
	code = scan_show(mmhp, &table, &style, probe);
	table_free(&table);
	return code;
}

const struct mmhp_command cmd_scan = {
	.name = "scan",
	.args = "",
	.summary = "find what could be added",
	.about = "Prints RAM that the kernel does not use: what mem= and memmap= kept back, what firmware\n"
		 "set aside, and where it left room for hot-plug. With --probe only as much as answers.",
	.options = scan_options,
	.columns = scan_columns,
	.run = scan_run,
};
