// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp restore: what mmhp.service runs at boot.
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "action.h"
#include "conf.h"
#include "module.h"
#include "probe.h"
#include "signals.h"

static const struct mmhp_option restore_options[] = { { } };

/**
 * struct restore - what has come of it so far
 * @done: ranges that are there now
 * @failed: lines that could not be followed
 * @last: what the last of them says
 * @results: JSON array, or NULL
 */
struct restore {
	unsigned int done;
	unsigned int failed;
	struct error last;
	struct json_object *results;
};

/* A file that cannot be read has no line, and a line that is wrong no address. */
static struct json_object *restore_json(const struct conf_line *line, bool already,
					const struct error *error)
{
	struct json_object *result = json_object_new_object();
	char start[32];

	snprintf(start, sizeof(start), "0x%" PRIx64, line->span.start);
	json_object_object_add(result, "file", json_object_new_string(line->file));
	json_object_object_add(result, "line",
			       line->line ? json_object_new_int(line->line) : NULL);
	json_object_object_add(result, "start",
			       line->text ? json_object_new_string(start) : NULL);
	json_object_object_add(result, "done", json_object_new_boolean(!error->err));
	json_object_object_add(result, "already", json_object_new_boolean(already));
	json_object_object_add(result, "error",
			       error->err ? say_json_error(error) : NULL);
	return result;
}

static void restore_say_error(const struct mmhp *mmhp, const struct conf_line *line,
			      const struct error *error)
{
	struct error where = *error;

	if (line->line)
		error_set(&where, error->err, "%s:%u: %.440s", line->file, line->line,
			  error->text);
	else
		error_set(&where, error->err, "%s: %.440s", line->file, error->text);
	say_error(mmhp, &where);
}

static void restore_say(const struct mmhp *mmhp, struct restore *restore,
			const struct conf_line *line, bool already,
			const struct error *error)
{
	if (error->err) {
		restore->failed++;
		restore->last = *error;
	} else {
		restore->done++;
	}
	if (restore->results)
		json_object_array_add(restore->results,
				      restore_json(line, already, error));
	else if (error->err)
		restore_say_error(mmhp, line, error);
	else
		printf("0x%" PRIx64 ": %s\n", line->span.start,
		       already ? "already there" : "added");
}

static void restore_line(const struct mmhp *mmhp, const struct ctl *ctl,
			 struct restore *restore, const struct conf_line *line)
{
	const struct action action = {
		.file = MMHP_FILE_PROBE, .verb = "adding",
	};
	struct span span = line->span;
	struct error error = { };
	bool already;

	if (!span.size && ranges_block_size(ctl->root, &span.size, &error)) {
		restore_say(mmhp, restore, line, false, &error);
		return;
	}
	already = probe_is_there(ctl, &span);
	if (!already)
		action_request(mmhp, ctl, &action, &span, line->text, &error);
	restore_say(mmhp, restore, line, already, &error);
}

/* What is wrong is told first, and needs no module; how many lines are right */
static size_t restore_wrong(const struct mmhp *mmhp, const struct conf *conf,
			    struct restore *restore)
{
	size_t i, right = 0;

	for (i = 0; i < conf->nr; i++)
		if (conf->at[i].error.err)
			restore_say(mmhp, restore, &conf->at[i], false,
				    &conf->at[i].error);
		else
			right++;
	return right;
}

static int restore_lines(const struct mmhp *mmhp, const struct conf *conf,
			 struct restore *restore)
{
	struct error error;
	struct ctl ctl;
	size_t i;

	if (!restore_wrong(mmhp, conf, restore))
		return 0;
	signals_catch(0);
	if (module_load(mmhp->root, &error) || ctl_open(&ctl, mmhp->root, &error))
		return say_error(mmhp, &error);
	for (i = 0; i < conf->nr && restore->last.err != -EINTR; i++)
		if (!conf->at[i].error.err)
			restore_line(mmhp, &ctl, restore, &conf->at[i]);
	return 0;
}

static int restore_exit_code(const struct restore *restore)
{
	if (!restore->failed)
		return MMHP_EXIT_DONE;
	return restore->done ? MMHP_EXIT_PARTLY : error_exit_code(&restore->last);
}

static int restore_do(const struct mmhp *mmhp)
{
	struct restore restore = { };
	struct json_object *json;
	struct error error;
	struct conf conf;
	int code;

	if (conf_read(mmhp->root, &conf, &error))
		return say_error(mmhp, &error);
	if (mmhp->json)
		restore.results = json_object_new_array();
	code = restore_lines(mmhp, &conf, &restore);
	conf_free(&conf);
	if (code) {
		json_object_put(restore.results);
		return code;
	}
	if (mmhp->json) {
		json = say_json_new(mmhp);
		json_object_object_add(json, "results", restore.results);
		say_json(mmhp, json);
	} else if (!restore.done && !restore.failed) {
		printf("nothing to restore: there is no line in %s or %s\n",
		       CONF_FILE, CONF_DIR);
	}
	return restore_exit_code(&restore);
}

static int restore_run(struct mmhp *mmhp, int argc, char **argv)
{
	int id;

	while ((id = options_next(mmhp, restore_options, argc, argv)) >= 0)
		continue;
	if (id != OPTIONS_END)
		return id == OPTIONS_BAD ? MMHP_EXIT_USAGE : MMHP_EXIT_DONE;
	if (optind < argc)
		return say_usage(mmhp, "%s: one word too many", argv[optind]);
	return restore_do(mmhp);
}

const struct mmhp_command cmd_restore = {
	.name = "restore",
	.args = "",
	.summary = "add what mmhp.conf(5) says",
	.about = "Adds the ranges of /etc/mmhp.conf and /etc/mmhp.conf.d/*.conf. What is there already\n"
		 "is fine; what cannot be added is told of, and the others are added all the same.",
	.options = restore_options,
	.run = restore_run,
};
