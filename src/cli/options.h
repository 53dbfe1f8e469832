/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_OPTIONS_H
#define MMHP_CLI_OPTIONS_H

struct mmhp;

/**
 * struct mmhp_option - a row of the table that getopt, help and completion read
 * @name: long name
 * @id: what options_next() returns; a letter is the short name, too
 * @arg: name of the argument, or NULL
 * @words: what the argument may be, separated by blanks, for completion
 * @help: one line
 */
struct mmhp_option {
	const char *name;
	int id;
	const char *arg;
	const char *words;
	const char *help;
};

/* options_next() */
#define OPTIONS_END	(-1)
#define OPTIONS_BAD	(-2)
#define OPTIONS_EXIT	(-3)

/* Ids beyond all letters; each command goes on from OPTION_OWN */
enum {
	OPTION_SYSROOT = 256,
	OPTION_COLOR,
	OPTION_VERSION,
	OPTION_COMPLETION,
	OPTION_OUTPUT_ALL,
	OPTION_WAIT,
	OPTION_TIMEOUT,
	OPTION_PERSIST,
	OPTION_OWN,
};

/* Rows that several tables have */
#define OPTIONS_TABLE							\
	{ "bytes", 'b', NULL, NULL, "print sizes in bytes" },		\
	{ "noheadings", 'n', NULL, NULL, "don't print headings" },	\
	{ "output", 'o', "LIST", "columns",				\
	  "print these columns, or with +LIST these as well" },		\
	{ "output-all", OPTION_OUTPUT_ALL, NULL, NULL, "print all columns" }, \
	{ "raw", 'r', NULL, NULL, "print columns with one blank in between" }

#define OPTIONS_WAIT							\
	{ "wait", OPTION_WAIT, NULL, NULL, "try again as long as something is busy" }, \
	{ "timeout", OPTION_TIMEOUT, "SECONDS", NULL,			\
	  "give up after so many seconds, signals and all" }

extern const struct mmhp_option options_common[], options_main[];

int options_next(struct mmhp *mmhp, const struct mmhp_option *own, int argc,
		 char **argv);

#endif /* MMHP_CLI_OPTIONS_H */
