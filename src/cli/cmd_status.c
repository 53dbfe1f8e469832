// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp status
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>
#include <uapi/mmhp_selfhost.h>

#include "ctl.h"
#include "file.h"
#include "mmhp.h"
#include "module.h"
#include "parse.h"
#include "ranges.h"

static const struct mmhp_option status_options[] = {
	{ "bytes", 'b', NULL, NULL, "print sizes in bytes" },
	{ }
};

/* Text and JSON are the same lines. */
struct status {
	struct json_object *json;
	bool bytes;
};

static void status_text(const struct status *status, const char *key,
			const char *name, const char *value)
{
	if (status->json)
		json_object_object_add(status->json, key,
				       json_object_new_string(value));
	else
		printf("%-18s %s\n", name, value);
}

static void status_number(const struct status *status, const char *key,
			  const char *name, uint64_t value, bool is_size)
{
	char buf[32];

	if (status->json) {
		json_object_object_add(status->json, key,
				       json_object_new_int64(value));
		return;
	}
	if (is_size && !status->bytes)
		parse_size_text(value, buf, sizeof(buf));
	else
		snprintf(buf, sizeof(buf), "%" PRIu64, value);
	printf("%-18s %s\n", name, buf);
}

/* "engine NAME usable", or "engine NAME unusable: REASON" */
static void status_engine(const struct status *status, char *rest,
			  struct json_object *engines)
{
	char *name = strsep(&rest, " "), label[64];
	struct json_object *engine;

	if (!rest)
		return;
	if (!status->json) {
		snprintf(label, sizeof(label), "engine %s", name);
		printf("%-18s %s\n", label, rest);
		return;
	}
	engine = json_object_new_object();
	json_object_object_add(engine, "name", json_object_new_string(name));
	json_object_object_add(engine, "usable", json_object_new_boolean(
		!strcmp(rest, MMHP_WORD_USABLE)));
	json_object_object_add(engine, "reason", strchr(rest, ' ') ?
		json_object_new_string(strchr(rest, ' ') + 1) : NULL);
	json_object_array_add(engines, engine);
}

/**
 * struct status_features - what is gathered from the lines of features
 * @engines: JSON array
 * @missing: JSON array of symbols
 * @nr_symbols: all of them
 * @nr_missing: those that were not found
 */
struct status_features {
	struct json_object *engines;
	struct json_object *missing;
	unsigned int nr_symbols;
	unsigned int nr_missing;
};

static void status_symbol(const struct status *status, char *rest,
			  struct status_features *features)
{
	const char *name = strsep(&rest, " ");

	features->nr_symbols++;
	if (!rest || strcmp(rest, MMHP_WORD_MISSING))
		return;
	features->nr_missing++;
	if (status->json)
		json_object_array_add(features->missing,
				      json_object_new_string(name));
	else
		printf("%-18s %s\n", "missing symbol", name);
}

static void status_feature(const struct status *status, char *line,
			   struct status_features *features)
{
	const char *word = strsep(&line, " ");

	if (!line)
		return;
	if (!strcmp(word, MMHP_FEATURE_ABI))
		status_number(status, "abi", "ABI", strtoull(line, NULL, 10), false);
	else if (!strcmp(word, MMHP_FEATURE_ENGINE))
		status_engine(status, line, features->engines);
	else if (!strcmp(word, MMHP_FEATURE_SYMBOL))
		status_symbol(status, line, features);
	else if (!strcmp(word, MMHP_FEATURE_PROBES))
		status_text(status, "probes", "compile probes", line);
}

/* In JSON what is not known is null, as text it is left out. */
static void status_unknown(const struct status *status, const char *key)
{
	if (status->json)
		json_object_object_add(status->json, key, NULL);
}

static void status_no_features(const struct status *status)
{
	static const char *const keys[] = { "abi", "probes", "symbols", "engines",
		"missing_symbols" };
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		status_unknown(status, keys[i]);
	if (!status->json)
		printf("%-18s not shown: debugfs cannot be read\n", "features");
}

static void status_features(const struct status *status, const char *root)
{
	struct status_features features = { };
	char *text, *rest, *line;

	if (file_read(root, CTL_DEBUGFS "/" MMHP_FILE_FEATURES, &text)) {
		status_no_features(status);
		return;
	}
	if (status->json) {
		features.engines = json_object_new_array();
		features.missing = json_object_new_array();
	}
	rest = text;
	while ((line = strsep(&rest, "\n")))
		status_feature(status, line, &features);
	free(text);
	status_number(status, "symbols", "symbols", features.nr_symbols, false);
	if (status->json) {
		json_object_object_add(status->json, "engines", features.engines);
		json_object_object_add(status->json, "missing_symbols", features.missing);
	}
}

/* What is there, and how much DRAM it would have cost without the module */
static int status_ranges(const struct status *status, const struct ctl *ctl,
			 struct error *error)
{
	uint64_t block_size, added = 0, online = 0, saved = 0;
	struct ranges ranges;
	size_t i;
	int ret = ranges_block_size(ctl->root, &block_size, error);

	if (!ret)
		ret = ranges_read(ctl, &ranges, error);
	if (ret)
		return ret;
	for (i = 0; i < ranges.nr; i++) {
		added += ranges.at[i].size;
		online += ranges.at[i].online * block_size;
		if (ranges.at[i].memmap != RANGES_NONE)
			saved += ranges.at[i].memmap_pages * RANGES_PAGE;
	}
	status_number(status, "block_size", "memory block", block_size, true);
	status_number(status, "ranges", "ranges", ranges.nr, false);
	status_number(status, "added", "added", added, true);
	status_number(status, "online", "online", online, true);
	status_number(status, "dram_saved", "DRAM saved", saved, true);
	ranges_free(&ranges);
	return 0;
}

static void status_control(const struct status *status, const struct ctl *ctl)
{
	status_text(status, "control", "control", ctl->dir);
	status_text(status, "tables", "tables", ctl->has_tables ?
		    CTL_DEBUGFS : "not shown: debugfs cannot be read");
}

static int status_show(const struct mmhp *mmhp, const struct status *status)
{
	char version[64], online[32];
	struct error error;
	struct ctl ctl;

	/* Nothing is loaded for this: it tells what there is. */
	if (ctl_open(&ctl, mmhp->root, &error))
		return say_error(mmhp, &error);
	if (module_version(mmhp->root, version, sizeof(version)))
		strcpy(version, "unknown");
	status_text(status, "module", "module", MMHP_NAME);
	status_text(status, "version", "version", version);
	status_features(status, mmhp->root);
	status_control(status, &ctl);
	if (!file_read_line(mmhp->root, "/sys/devices/system/memory/auto_online_blocks",
			    online, sizeof(online)))
		status_text(status, "auto_online_blocks", "auto_online_blocks", online);
	else
		status_unknown(status, "auto_online_blocks");
	if (status_ranges(status, &ctl, &error))
		return say_error(mmhp, &error);
	return MMHP_EXIT_DONE;
}

static int status_run(struct mmhp *mmhp, int argc, char **argv)
{
	struct status status = { };
	int id, code;

	while ((id = options_next(mmhp, status_options, argc, argv)) >= 0)
		if (id == 'b')
			status.bytes = true;
	if (id != OPTIONS_END)
		return id == OPTIONS_BAD ? MMHP_EXIT_USAGE : MMHP_EXIT_DONE;
	if (optind < argc)
		return say_usage(mmhp, "%s: one word too many", argv[optind]);
	if (mmhp->json)
		status.json = say_json_new(mmhp);
	code = status_show(mmhp, &status);
	if (!status.json)
		return code;
	if (code == MMHP_EXIT_DONE)
		say_json(mmhp, status.json);
	else
		json_object_put(status.json);
	return code;
}

const struct mmhp_command cmd_status = {
	.name = "status",
	.args = "",
	.summary = "tell what the module can do here, and what it saves",
	.about = "Prints what module is loaded, what it has found in this kernel, which engines can be\n"
		 "used and why not, and how much DRAM the ranges would have cost without it.",
	.options = status_options,
	.run = status_run,
};
