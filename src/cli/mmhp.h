/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_MMHP_H
#define MMHP_CLI_MMHP_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"
#include "options.h"
#include "table.h"

/* Counts up when something in the JSON changes its meaning or goes away. */
#define MMHP_JSON_SCHEMA	1

struct json_object;

/**
 * struct mmhp - what holds for every command
 * @root: what all paths begin with: "", or what --sysroot says
 * @json: JSON instead of text
 * @color: colours in what goes to a terminal
 * @command: the command that runs, NULL before there is one
 */
struct mmhp {
	const char *root;
	bool json;
	bool color;
	const struct mmhp_command *command;
};

/**
 * struct mmhp_command - a row of the table that drives dispatch, help and completion
 * @name: first word on the command line
 * @args: arguments, for the usage line
 * @summary: one line
 * @about: more of it, for --help
 * @options: its own options; those of options_common are added
 * @columns: of the table that it prints, or NULL
 * @takes: what completion offers for arguments
 * @run: does it, returns the exit code
 */
struct mmhp_command {
	const char *name;
	const char *args;
	const char *summary;
	const char *about;
	const struct mmhp_option *options;
	const struct column *columns;
	enum { TAKES_NOTHING, TAKES_RANGE, TAKES_BLOCK, TAKES_FREE } takes;
	int (*run)(struct mmhp *mmhp, int argc, char **argv);
};

extern const struct mmhp_command cmd_scan, cmd_check, cmd_add, cmd_remove,
	cmd_online, cmd_offline, cmd_standby, cmd_list, cmd_blocks, cmd_map,
	cmd_why, cmd_status, cmd_restore;

/* NULL-terminated */
extern const struct mmhp_command *const mmhp_commands[];

/* help.c */
void help_all(void);
void help_command(const struct mmhp_command *command);

/* completion.c */
int completion_print(const char *shell);

/* say.c */
int say_error(const struct mmhp *mmhp, const struct error *error);
int say_usage(const struct mmhp *mmhp, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
int say_json(const struct mmhp *mmhp, struct json_object *json);
int say_table_init(const struct mmhp *mmhp, struct table *table,
		   struct table_style *style, const struct column *columns);
int say_table(const struct mmhp *mmhp, const struct table *table,
	      const struct table_style *style, const char *name);
struct json_object *say_json_new(const struct mmhp *mmhp);
struct json_object *say_json_error(const struct error *error);
void say_warning(const struct mmhp *mmhp, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
int say_flush(int code);

#endif /* MMHP_CLI_MMHP_H */
