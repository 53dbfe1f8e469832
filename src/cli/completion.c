// SPDX-License-Identifier: GPL-2.0
/*
 * Completion for bash, out of the same tables as everything else.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "mmhp.h"

static const char completion_head[] =
	"# bash completion for mmhp, made by mmhp --completion bash\n"
	"_mmhp()\n"
	"{\n"
	"	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
	"	local i command='' options='' words='' columns='' takes=''\n"
	"\n"
	"	# --option=word comes as three words.\n"
	"	if [[ $cur == = ]]; then\n"
	"		cur=''\n"
	"	elif [[ $prev == = ]]; then\n"
	"		prev=${COMP_WORDS[COMP_CWORD-2]}\n"
	"	fi\n"
	"	for ((i = 1; i < COMP_CWORD; i++)); do\n"
	"		case ${COMP_WORDS[i]} in\n";

static const char completion_tail[] =
	"	case $words in\n"
	"	'') ;;\n"
	"	directories) compopt -o nospace 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -S / -- \"$cur\"); return ;;\n"
	"	columns)\n"
	"		local before=''\n"
	"		[[ $cur != *,* ]] || before=${cur%,*},\n"
	"		compopt -o nospace 2>/dev/null\n"
	"		mapfile -t COMPREPLY < <(compgen -P \"$before\" -W \"$columns\" -- \"${cur##*,}\")\n"
	"		return\n"
	"		;;\n"
	"	-) return ;;\n"
	"	*) mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\"); return ;;\n"
	"	esac\n"
	"	case $cur:$takes in\n"
	"	-*) words=$options ;;\n"
	"	*:range) words=$(mmhp list --raw --noheadings --output START 2>/dev/null) ;;\n"
	"	*:block) words=$(mmhp blocks --raw --noheadings --output DEVICE 2>/dev/null) ;;\n"
	"	*:free) words=$(mmhp scan --raw --noheadings --output RANGE 2>/dev/null) ;;\n"
	"	*:commands) words=$options ;;\n"
	"	esac\n"
	"	mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
	"}\n"
	"complete -F _mmhp mmhp\n";

static void completion_names(const struct mmhp_option *options)
{
	for (; options && options->name; options++)
		printf(" --%s", options->name);
}

/* What may follow an option; "-" is a free argument. */
static void completion_arguments(const struct mmhp_option *options)
{
	for (; options && options->name; options++) {
		if (!options->arg)
			continue;
		printf("		--%s", options->name);
		if (options->id < 256)
			printf(" | -%c", options->id);
		printf(") words='%s' ;;\n", options->words ? options->words : "-");
	}
}

static void completion_columns(const struct column *column)
{
	printf("		columns='");
	for (; column && column->name; column++)
		printf(" %s", column->name);
	printf("'\n");
}

static const char *completion_takes(const struct mmhp_command *command)
{
	switch (command->takes) {
	case TAKES_RANGE:
		return "range";
	case TAKES_BLOCK:
		return "block";
	case TAKES_FREE:
		return "free";
	case TAKES_NOTHING:
		break;
	}
	return "";
}

static void completion_case(const char *name, const struct mmhp_option *options,
			    const struct column *columns, const char *takes)
{
	printf("	%s)\n		takes=%s\n		options='", name, takes);
	completion_names(options);
	completion_names(options_common);
	printf("'\n");
	completion_columns(columns);
	printf("		case $prev in\n");
	completion_arguments(options);
	completion_arguments(options_common);
	printf("		esac\n		;;\n");
}

/* 0, or -EINVAL for a shell that is not known */
int completion_print(const char *shell)
{
	const struct mmhp_command *const *command;

	if (strcmp(shell, "bash"))
		return -EINVAL;
	fputs(completion_head, stdout);
	printf("		");
	for (command = mmhp_commands; *command; command++)
		printf("%s%s", command == mmhp_commands ? "" : " | ",
		       (*command)->name);
	printf(") [[ $command ]] || command=${COMP_WORDS[i]} ;;\n		esac\n	done\n");
	printf("	case $command in\n");
	for (command = mmhp_commands; *command; command++)
		completion_case((*command)->name, (*command)->options,
				(*command)->columns, completion_takes(*command));
	completion_case("''", options_main, NULL, "commands");
	printf("	esac\n	[[ $command ]] || options+='");
	for (command = mmhp_commands; *command; command++)
		printf(" %s", (*command)->name);
	printf("'\n");
	fputs(completion_tail, stdout);
	return 0;
}
