// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp check: a dry run, and what the module writes to the kernel's log about it.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "kmsg.h"
#include "probe.h"
#include "signals.h"

static const struct mmhp_option check_options[] = {
	PROBE_OPTIONS,
	OPTIONS_WAIT,
	{ }
};

/* What the log's lines begin with */
#define CHECK_PREFIX	MMHP_NAME ": "
#define CHECK_REPORT	"dry run"

static void check_print(const char *text, void *arg)
{
	struct json_object *report = arg;

	if (strncmp(text, CHECK_PREFIX, strlen(CHECK_PREFIX)))
		return;
	text += strlen(CHECK_PREFIX);
	if (strncmp(text, CHECK_REPORT, strlen(CHECK_REPORT)))
		return;
	text += strlen(CHECK_REPORT);
	text += strspn(text, ":, ");
	if (report)
		json_object_array_add(report, json_object_new_string(text));
	else
		printf("%s\n", text);
}

static int check_report(const struct mmhp *mmhp, struct kmsg *kmsg)
{
	struct json_object *json, *report;

	if (!mmhp->json)
		return kmsg_each(kmsg, check_print, NULL);
	json = say_json_new(mmhp);
	report = json_object_new_array();
	kmsg_each(kmsg, check_print, report);
	json_object_object_add(json, "report", report);
	return say_json(mmhp, json);
}

static int check_do(const struct mmhp *mmhp, struct probe *probe,
		    const struct ctl_wait *wait)
{
	const struct action action = {
		.file = MMHP_FILE_PROBE, .verb = "checking", .wait = *wait,
	};
	char line[MMHP_LINE_MAX];
	struct error error;
	struct kmsg kmsg;
	struct ctl ctl;
	int ret;

	signals_catch(wait->timeout);
	if (probe_prepare(probe, &ctl, mmhp->root, &error))
		return say_error(mmhp, &error);
	probe_line(probe, line);
	strcat(line, " " MMHP_KEY_DRY_RUN "=1");
	ret = kmsg_open(&kmsg, mmhp->root, true);
	if (ret) {
		error_set(&error, ret, "/dev/kmsg cannot be read");
		return say_error(mmhp, &error);
	}
	ret = action_request(mmhp, &ctl, &action, &probe->span, line, &error);
	if (!ret)
		ret = check_report(mmhp, &kmsg) ?
			error_set(&error, -EIO, "/dev/kmsg cannot be read") : 0;
	kmsg_close(&kmsg);
	return ret ? say_error(mmhp, &error) : MMHP_EXIT_DONE;
}

static int check_run(struct mmhp *mmhp, int argc, char **argv)
{
	struct ctl_wait wait = { };
	struct probe probe = { };
	struct error error;
	int id;

	while ((id = options_next(mmhp, check_options, argc, argv)) >= 0) {
		if (!probe_option(&probe, check_options, id, optarg, &error))
			action_wait_option(&wait, id, optarg, &error);
		if (error.err)
			return say_usage(mmhp, "%s", error.text);
	}
	if (id != OPTIONS_END)
		return id == OPTIONS_BAD ? MMHP_EXIT_USAGE : MMHP_EXIT_DONE;
	if (probe_arguments(&probe, argc - optind, argv + optind, &error))
		return say_usage(mmhp, "%s", error.text);
	return check_do(mmhp, &probe, &wait);
}

const struct mmhp_command cmd_check = {
	.name = "check",
	.args = "ADDR [SIZE] [KEY=VALUE]... | ADDR-ADDR [KEY=VALUE]...",
	.summary = "tell what an add would do, and test the memory",
	.about = "Does all that mmhp add does before it changes something, the test of the memory\n"
		 "included, and prints where all of the range would be and what it would cost.",
	.options = check_options,
	.takes = TAKES_FREE,
	.run = check_run,
};
