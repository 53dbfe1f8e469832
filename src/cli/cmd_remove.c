// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp remove
 */
#include <getopt.h>
#include <stdio.h>

#include <uapi/mmhp_selfhost.h>

#include "action.h"

static const struct mmhp_option remove_options[] = {
	{ "all", 'a', NULL, NULL, "all ranges, one after the other" },
	{ "persist", OPTION_PERSIST, NULL, NULL,
	  "don't add it at boot any more, see mmhp.conf(5)" },
	OPTIONS_WAIT,
	{ }
};

static int remove_run(struct mmhp *mmhp, int argc, char **argv)
{
	struct action action = {
		.file = MMHP_FILE_REMOVE, .verb = "removing", .done = "removed",
		.leaving = true,
	};
	bool all = false;
	struct error error;
	struct span span;
	int id, used;

	while ((id = options_next(mmhp, remove_options, argc, argv)) >= 0) {
		if (id == 'a')
			all = true;
		else if (id == OPTION_PERSIST)
			action.forget = true;
		else if (action_wait_option(&action.wait, id, optarg, &error) &&
			 error.err)
			return say_usage(mmhp, "%s", error.text);
	}
	if (id != OPTIONS_END)
		return id == OPTIONS_BAD ? MMHP_EXIT_USAGE : MMHP_EXIT_DONE;
	argc -= optind;
	argv += optind;
	if (!all && parse_span(argv, argc, &span, &used, &error))
		return say_usage(mmhp, "%s", error.text);
	if (action_no_more(mmhp, argc, argv, all ? 0 : used))
		return MMHP_EXIT_USAGE;
	return action_run(mmhp, &action, all ? NULL : &span);
}

const struct mmhp_command cmd_remove = {
	.name = "remove",
	.args = "ADDR [SIZE] | ADDR-ADDR | --all",
	.summary = "offline a range and take it away",
	.about = "Takes a range away, all or nothing: what is online goes offline first. A range goes\n"
		 "as it came: a size, if given, has to be the whole.",
	.options = remove_options,
	.takes = TAKES_RANGE,
	.run = remove_run,
};
