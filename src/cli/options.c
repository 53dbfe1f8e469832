// SPDX-License-Identifier: GPL-2.0
/*
 * From the tables of options to getopt_long().
 */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mmhp.h"

#define OPTIONS_MAX	40

/* What every command takes, before its name or behind it */
const struct mmhp_option options_common[] = {
	{ "json", 'J', NULL, NULL, "print JSON, errors as well" },
	{ "color", OPTION_COLOR, "WHEN", "auto never always",
	  "colours: auto, never or always (default auto)" },
	{ "sysroot", OPTION_SYSROOT, "DIR", "directories",
	  "use DIR instead of / for all files" },
	{ "help", 'h', NULL, NULL, "print this and exit" },
	{ }
};

/* What only stands before it */
const struct mmhp_option options_main[] = {
	{ "version", 'V', NULL, NULL, "print the version and exit" },
	{ "completion", OPTION_COMPLETION, "SHELL", "bash",
	  "print what makes SHELL (bash) complete commands and options" },
	{ }
};

static void options_add(const struct mmhp_option *from, struct option *to,
			size_t *nr, char *letters)
{
	for (; from && from->name && *nr < OPTIONS_MAX; from++) {
		to[(*nr)++] = (struct option){
			.name = from->name,
			.has_arg = from->arg ? required_argument : no_argument,
			.val = from->id,
		};
		if (from->id < 256) {
			const size_t len = strlen(letters);

			letters[len] = from->id;
			strcpy(letters + len + 1, from->arg ? ":" : "");
		}
	}
}

static bool options_color(struct mmhp *mmhp, const char *when)
{
	if (!strcmp(when, "always"))
		mmhp->color = true;
	else if (!strcmp(when, "never"))
		mmhp->color = false;
	else if (strcmp(when, "auto"))
		return false;
	return true;
}

static int options_handle_common(struct mmhp *mmhp, int id)
{
	switch (id) {
	case 'J':
		mmhp->json = true;
		return 0;
	case 'h':
		if (mmhp->command)
			help_command(mmhp->command);
		else
			help_all();
		return OPTIONS_EXIT;
	case OPTION_SYSROOT:
		mmhp->root = optarg;
		return 0;
	case OPTION_COLOR:
		if (options_color(mmhp, optarg))
			return 0;
		say_usage(mmhp, "--color=%s: wanted auto, never or always", optarg);
		return OPTIONS_BAD;
	}
	return id;
}

/* How a mistake is told does not hang on what stands before it. */
static void options_look_for_json(struct mmhp *mmhp, int argc, char **argv)
{
	int i;

	for (i = optind; i < argc && strcmp(argv[i], "--"); i++)
		mmhp->json |= !strcmp(argv[i], "--json") || !strcmp(argv[i], "-J");
}

static const char *options_mistake(int id, const char *word)
{
	if (id == ':')
		return " needs an argument";
	/* getopt_long() knows it, but not with a value. */
	return !strncmp(word, "--", 2) && optopt ? ": this option takes no argument" :
						   ": no such option";
}

/**
 * options_next() - the next option of a command line
 * @mmhp: takes what the common ones say
 * @own: the options of the command
 * @argc: words of the command line
 * @argv: the first is skipped; optind and optarg are those of getopt(3)
 *
 * Return: the id of one of @own; OPTIONS_END behind the last; OPTIONS_BAD after
 * a mistake, about which all is said; OPTIONS_EXIT after --help.
 */
int options_next(struct mmhp *mmhp, const struct mmhp_option *own, int argc,
		 char **argv)
{
	/* Before the command it ends at the first word that is no option. */
	char letters[2 * OPTIONS_MAX + 3];
	struct option table[OPTIONS_MAX + 1] = { };
	size_t nr = 0;
	int id, at;

	strcpy(letters, mmhp->command ? ":" : "+:");
	options_add(own, table, &nr, letters);
	options_add(options_common, table, &nr, letters);
	opterr = 0;
	do {
		at = optind ? optind : 1;
		id = getopt_long(argc, argv, letters, table, NULL);
		if (id == '?' || id == ':') {
			const char *word = argv[optind - 1 >= at ? optind - 1 : at];

			options_look_for_json(mmhp, argc, argv);
			say_usage(mmhp, "%s%s", word, options_mistake(id, word));
			return OPTIONS_BAD;
		}
		id = options_handle_common(mmhp, id);
	} while (!id);
	return id;
}
