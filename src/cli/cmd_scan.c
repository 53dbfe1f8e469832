// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp scan
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>
#include <uapi/mmhp_selfhost.h>

#include "action.h"
#include "extents.h"
#include "module.h"
#include "mmhp.h"
#include "signals.h"

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

	/* Whatever the parameters of the module are: without a test there is no answer. */
	snprintf(line, sizeof(line), "0x%" PRIx64 " 0x%" PRIx64 "%s "
		 MMHP_KEY_VERIFY "=" MMHP_WORD_SAMPLE " " MMHP_KEY_DRY_RUN "=1",
		 span.start, span.size, scan_key(extent->kind));
	return action_request(mmhp, ctl, &action, &span, line, error);
}

/* Cut it down to what answers from its start on: nothing, or by halving */
static int scan_probe(const struct mmhp *mmhp, const struct ctl *ctl,
		      struct extent *extent, uint64_t block_size,
		      struct error *error)
{
	uint64_t good = 0, bad = (extent->end - extent->start) / block_size + 1;
	uint64_t try = bad - 1;
	int ret = 0;

	while (!ret && bad - good > 1) {
		ret = scan_ask(mmhp, ctl, extent, try * block_size, error);
		if (!ret)
			good = try;
		if (ret == -ENXIO) {
			bad = try;
			ret = 0;
		}
		try = good + (bad - good) / 2;
	}
	extent->end = extent->start + good * block_size;
	return ret;
}

/**
 * struct scan - what is to be shown
 * @probe: ask the module how much RAM answers
 * @extents: what could be added
 * @refused: JSON array of why the module would not test some of it
 */
struct scan {
	bool probe;
	struct extents extents;
	struct json_object *refused;
};

/*
 * What the module refuses to test, since somebody has taken it or lockdown forbids it,
 * hides nothing else.
 */
static void scan_say_refused(const struct mmhp *mmhp, struct scan *scan,
			     const struct error *error)
{
	json_object_array_add(scan->refused, say_json_error(error));
	if (!mmhp->json)
		say_error(mmhp, error);
}

static int scan_probe_all(const struct mmhp *mmhp, struct scan *scan,
			  uint64_t block_size, struct error *error)
{
	struct ctl ctl;
	size_t i;
	int ret;

	signals_catch(0);
	ret = module_load(mmhp->root, error);
	if (!ret)
		ret = ctl_open(&ctl, mmhp->root, error);
	for (i = 0; !ret && i < scan->extents.nr; i++) {
		ret = scan_probe(mmhp, &ctl, &scan->extents.at[i], block_size, error);
		if (!ret || ret == -EINTR || ret == -ENOMEM)
			continue;
		scan_say_refused(mmhp, scan, error);
		ret = 0;
	}
	return ret;
}

static int scan_fill(const struct mmhp *mmhp, struct table *table,
		     struct scan *scan, struct error *error)
{
	struct machine machine;
	size_t i;
	int ret = machine_read(&machine, mmhp->root, error);

	if (ret)
		return ret;
	if (extents_free_memory(&machine, &scan->extents))
		ret = error_set(error, -ENOMEM, "no memory");
	if (!ret && scan->probe)
		ret = scan_probe_all(mmhp, scan, machine.block_size, error);
	for (i = 0; !ret && i < scan->extents.nr; i++)
		if (scan->extents.at[i].end > scan->extents.at[i].start &&
		    scan_row(table, &machine, &scan->extents.at[i]))
			ret = error_set(error, -ENOMEM, "no memory");
	machine_free(&machine);
	return ret;
}

static int scan_json(const struct mmhp *mmhp, const struct table *table,
		     struct scan *scan)
{
	struct json_object *json = say_json_new(mmhp);

	json_object_object_add(json, "free", table_json(table));
	if (scan->probe)
		json_object_object_add(json, "refused", json_object_get(scan->refused));
	return say_json(mmhp, json);
}

static int scan_show(const struct mmhp *mmhp, struct table *table,
		     const struct table_style *style, struct scan *scan)
{
	struct error error;
	bool refused;
	int code;

	if (table_choose(table, style, &error))
		return say_usage(mmhp, "%s", error.text);
	if (scan_fill(mmhp, table, scan, &error))
		return say_error(mmhp, &error);
	refused = json_object_array_length(scan->refused);
	if (!mmhp->json && !table->nr_rows && !refused)
		say_warning(mmhp, "there is no RAM that the kernel leaves unused");
	code = mmhp->json ? scan_json(mmhp, table, scan) :
	       say_table(mmhp, table, style, "free");
	return code || !refused ? code : MMHP_EXIT_PARTLY;
}

static int scan_run(struct mmhp *mmhp, int argc, char **argv)
{
	struct table_style style = { };
	struct scan scan = { };
	struct table table;
	int id, code;

	while ((id = options_next(mmhp, scan_options, argc, argv)) >= 0)
		if (!table_option(&style, id, optarg))
			scan.probe = true;
	if (id != OPTIONS_END)
		return id == OPTIONS_BAD ? MMHP_EXIT_USAGE : MMHP_EXIT_DONE;
	if (optind < argc)
		return say_usage(mmhp, "%s: one word too many", argv[optind]);
	code = say_table_init(mmhp, &table, &style, scan_columns);
	if (code)
		return code;
	scan.refused = json_object_new_array();
	code = scan_show(mmhp, &table, &style, &scan);
	json_object_put(scan.refused);
	extents_free(&scan.extents);
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
