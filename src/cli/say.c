// SPDX-License-Identifier: GPL-2.0
/*
 * How a command says that something went wrong, and its JSON.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "mmhp.h"
#include "table.h"

/* {"schema": 1, "command": ...}; the rest is for the caller to add. */
struct json_object *say_json_new(const struct mmhp *mmhp)
{
	struct json_object *json = json_object_new_object();

	json_object_object_add(json, "schema",
			       json_object_new_int(MMHP_JSON_SCHEMA));
	json_object_object_add(json, "command", mmhp->command ?
		json_object_new_string(mmhp->command->name) : NULL);
	return json;
}

/* Prints it and gives it up; 0, or an exit code. */
int say_json(const struct mmhp *mmhp, struct json_object *json)
{
	(void)mmhp;
	puts(json_object_to_json_string_ext(json, JSON_C_TO_STRING_PRETTY |
					    JSON_C_TO_STRING_SPACED |
					    JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(json);
	return 0;
}

struct json_object *say_json_error(const struct error *error)
{
	struct json_object *json = json_object_new_object();
	unsigned long long block;

	json_object_object_add(json, "errno",
			       json_object_new_string(error_name(error->err)));
	json_object_object_add(json, "message",
			       json_object_new_string(error->text));
	json_object_object_add(json, "block", error_block(error, &block) ?
					      json_object_new_int64(block) : NULL);
	return json;
}

static void say_error_json(const struct mmhp *mmhp, const struct error *error)
{
	struct json_object *json = say_json_new(mmhp);

	json_object_object_add(json, "error", say_json_error(error));
	say_json(mmhp, json);
}

/* Says what is wrong; the exit code that goes with it. */
int say_error(const struct mmhp *mmhp, const struct error *error)
{
	if (mmhp->json)
		say_error_json(mmhp, error);
	else
		fprintf(stderr, "mmhp: %s (%s)\n", error->text,
			error_name(error->err));
	return error_exit_code(error);
}

/* Always returns MMHP_EXIT_USAGE. */
int say_usage(const struct mmhp *mmhp, const char *fmt, ...)
{
	struct error error = { .err = -EINVAL };
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(error.text, sizeof(error.text), fmt, ap);
	va_end(ap);
	if (mmhp->json) {
		say_error_json(mmhp, &error);
		return MMHP_EXIT_USAGE;
	}
	fprintf(stderr, "mmhp: %s\nTry 'mmhp %s%s--help'.\n", error.text,
		mmhp->command ? mmhp->command->name : "",
		mmhp->command ? " " : "");
	return MMHP_EXIT_USAGE;
}

/* What does not change the result; JSON has its own place for what matters. */
void say_warning(const struct mmhp *mmhp, const char *fmt, ...)
{
	va_list ap;

	if (mmhp->json)
		return;
	fputs("mmhp: ", stderr);
	va_start(ap, fmt);
	vfprintf(stderr, fmt, ap);
	va_end(ap);
	fputc('\n', stderr);
}

/* The exit code, unless what was printed could not be written */
int say_flush(int code)
{
	if (!fflush(stdout) && !ferror(stdout))
		return code;
	fprintf(stderr, "mmhp: standard output: %s\n", strerror(errno));
	return code ? code : MMHP_EXIT_FAILED;
}

/* An empty table in the style that holds for all; 0, or an exit code. */
int say_table_init(const struct mmhp *mmhp, struct table *table,
		   struct table_style *style, const struct column *columns)
{
	struct error error;

	style->color = mmhp->color;
	style->all |= mmhp->json;
	if (!table_init(table, columns))
		return MMHP_EXIT_DONE;
	error_set(&error, -ENOMEM, "no memory");
	return say_error(mmhp, &error);
}

/* Prints a table, as text or in JSON, where it is called @name; the exit code. */
int say_table(const struct mmhp *mmhp, const struct table *table,
	      const struct table_style *style, const char *name)
{
	struct json_object *json;
	struct error error;

	if (mmhp->json) {
		json = say_json_new(mmhp);
		json_object_object_add(json, name, table_json(table));
		return say_json(mmhp, json);
	}
	if (!table_print(table, style))
		return MMHP_EXIT_DONE;
	error_set(&error, -EIO, "the table cannot be printed");
	return say_error(mmhp, &error);
}
