// SPDX-License-Identifier: GPL-2.0
/*
 * What --help prints, from the tables of commands, options and columns.
 */
#include <stdio.h>
#include <string.h>

#include "mmhp.h"

static void help_option(const struct mmhp_option *option)
{
	char name[64];

	if (option->id < 256)
		printf(" -%c,", option->id);
	else
		printf("    ");
	snprintf(name, sizeof(name), "--%s%s%s", option->name,
		 option->arg ? " " : "", option->arg ? option->arg : "");
	printf(" %-22s %s\n", name, option->help);
}

static void help_options(const struct mmhp_option *options)
{
	for (; options && options->name; options++)
		help_option(options);
}

void help_command(const struct mmhp_command *command)
{
	const struct column *column;

	printf("Usage:\n mmhp %s [options]%s%s\n\n%s\n", command->name,
	       *command->args ? " " : "", command->args, command->about);
	printf("\nOptions:\n");
	help_options(command->options);
	help_options(options_common);
	if (!command->columns)
		return;
	printf("\nColumns (* are printed by default):\n");
	for (column = command->columns; column->name; column++)
		printf(" %c%-13s %s\n", column->hidden ? ' ' : '*', column->name,
		       column->help);
}

void help_all(void)
{
	const struct mmhp_command *const *command;

	printf("Usage:\n mmhp [options] COMMAND [options] [arguments]\n\n"
	       "Adds RAM to the running kernel by its physical address, with its memmap inside.\n\n"
	       "Commands:\n");
	for (command = mmhp_commands; *command; command++)
		printf(" %-10s %s\n", (*command)->name, (*command)->summary);
	printf("\nOptions:\n");
	help_options(options_main);
	help_options(options_common);
	printf("\nmmhp COMMAND --help tells more of each, mmhp(8) all.\n");
}
