// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp online, mmhp offline, mmhp standby
 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include <uapi/mmhp_selfhost.h>

#include "action.h"

enum {
	STATE_KERNEL = OPTION_OWN,
	STATE_MOVABLE,
};

#define STATE_OPTIONS							\
	{ "all", 'a', NULL, NULL, "all ranges, one after the other" },	\
	OPTIONS_WAIT

static const struct mmhp_option state_options[] = { STATE_OPTIONS, { } };

static const struct mmhp_option state_online_options[] = {
	{ "kernel", STATE_KERNEL, NULL, NULL,
	  "for the kernel as well; it may never go offline again" },
	{ "movable", STATE_MOVABLE, NULL, NULL,
	  "for what can be moved away, so that it can go offline" },
	STATE_OPTIONS,
	{ }
};

static int state_run(struct mmhp *mmhp, struct action *action, int argc,
		     char **argv)
{
	struct error error;
	struct span span;
	bool all = false;
	int id, used = 1;

	while ((id = options_next(mmhp, mmhp->command->options, argc, argv)) >= 0) {
		if (id == 'a')
			all = true;
		else if (id == STATE_KERNEL)
			action->word = MMHP_WORD_ONLINE_KERNEL;
		else if (id == STATE_MOVABLE)
			action->word = MMHP_WORD_ONLINE_MOVABLE;
		else if (action_wait_option(&action->wait, id, optarg, &error) &&
			 error.err)
			return say_usage(mmhp, "%s", error.text);
	}
	if (id != OPTIONS_END)
		return id == OPTIONS_BAD ? MMHP_EXIT_USAGE : MMHP_EXIT_DONE;
	argc -= optind;
	argv += optind;
	if (!all && parse_span(argv, argc ? 1 : 0, &span, &used, &error))
		return say_usage(mmhp, "%s", error.text);
	if (action_no_more(mmhp, argc, argv, all ? 0 : used))
		return MMHP_EXIT_USAGE;
	return action_run(mmhp, action, all ? NULL : &span);
}

static int state_online(struct mmhp *mmhp, int argc, char **argv)
{
	struct action action = {
		.file = MMHP_FILE_ONLINE, .verb = "onlining", .done = "online",
	};

	return state_run(mmhp, &action, argc, argv);
}

static int state_offline(struct mmhp *mmhp, int argc, char **argv)
{
	struct action action = {
		.file = MMHP_FILE_OFFLINE, .verb = "offlining",
		.done = "offline", .leaving = true,
	};

	return state_run(mmhp, &action, argc, argv);
}

static int state_standby(struct mmhp *mmhp, int argc, char **argv)
{
	struct action action = {
		.file = MMHP_FILE_STANDBY, .verb = "to standby:",
		.done = "in standby",
	};

	return state_run(mmhp, &action, argc, argv);
}

const struct mmhp_command cmd_online = {
	.name = "online",
	.args = "ADDR | --all",
	.summary = "online a range",
	.about = "Onlines all of a range in one operation, all or nothing. Without --kernel or --movable\n"
		 "the kernel chooses the zone. A range in standby gets its memmap first.",
	.options = state_online_options,
	.takes = TAKES_RANGE,
	.run = state_online,
};

const struct mmhp_command cmd_offline = {
	.name = "offline",
	.args = "ADDR | --all",
	.summary = "offline a range",
	.about = "Empties a range and takes all of it offline, all or nothing. It stays added.\n"
		 "mmhp why tells what is in the way if it is refused.",
	.options = state_options,
	.takes = TAKES_RANGE,
	.run = state_offline,
};

const struct mmhp_command cmd_standby = {
	.name = "standby",
	.args = "ADDR | --all",
	.summary = "take the memmap of a range away, and keep its place",
	.about = "Takes the memmap of a range away of which nothing is online. It stays registered and\n"
		 "reserved, and nobody touches it until it is onlined.",
	.options = state_options,
	.takes = TAKES_RANGE,
	.run = state_standby,
};
