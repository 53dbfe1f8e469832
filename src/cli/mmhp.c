// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp - the command line of mmhp_selfhost
 */
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <uapi/mmhp_selfhost.h>

#include "mmhp.h"

const struct mmhp_command *const mmhp_commands[] = {
	&cmd_scan, &cmd_check, &cmd_add, &cmd_remove, &cmd_online, &cmd_offline,
	&cmd_standby, &cmd_list, &cmd_blocks, &cmd_map, &cmd_why, &cmd_status,
	&cmd_restore, NULL
};

static const struct mmhp_command *main_find(const char *name)
{
	const struct mmhp_command *const *command;

	for (command = mmhp_commands; *command; command++)
		if (!strcmp((*command)->name, name))
			return *command;
	return NULL;
}

/* The exit code if the options before the command have done it all, or -1 */
static int main_options(struct mmhp *mmhp, int argc, char **argv)
{
	int id;

	while ((id = options_next(mmhp, options_main, argc, argv)) >= 0) {
		if (id == OPTION_COMPLETION)
			return completion_print(optarg) ?
				say_usage(mmhp, "--completion %s: wanted bash", optarg) :
				MMHP_EXIT_DONE;
		printf("mmhp %s, ABI %d\n", MMHP_CLI_VERSION, MMHP_ABI);
		return MMHP_EXIT_DONE;
	}
	if (id == OPTIONS_BAD)
		return MMHP_EXIT_USAGE;
	return id == OPTIONS_EXIT ? MMHP_EXIT_DONE : -1;
}

static int main_run(struct mmhp *mmhp, int argc, char **argv)
{
	const int code = main_options(mmhp, argc, argv);

	if (code >= 0)
		return code;
	if (optind == argc)
		return say_usage(mmhp, "a command is missing");
	mmhp->command = main_find(argv[optind]);
	if (!mmhp->command)
		return say_usage(mmhp, "%s: no such command", argv[optind]);
	argc -= optind;
	argv += optind;
	optind = 0;
	return mmhp->command->run(mmhp, argc, argv);
}

int main(int argc, char **argv)
{
	struct mmhp mmhp = {
		.root = "",
		.color = isatty(STDOUT_FILENO) && !getenv("NO_COLOR"),
	};

	setlocale(LC_ALL, "");
	return say_flush(main_run(&mmhp, argc, argv));
}
