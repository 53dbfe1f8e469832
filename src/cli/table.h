/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_TABLE_H
#define MMHP_CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"

struct json_object;

/**
 * struct column - a column that a command can print
 * @name: heading; in JSON in small letters, with _ for -
 * @type: how a number is printed
 * @hidden: only printed when it is asked for
 * @help: one line
 */
struct column {
	const char *name;
	enum { COLUMN_TEXT, COLUMN_COUNT, COLUMN_SIZE, COLUMN_ADDRESS } type;
	bool hidden;
	const char *help;
};

/**
 * struct cell - a value
 * @set: there is one
 * @number: unless the column is COLUMN_TEXT
 * @text: if it is
 * @color: escape sequence, or NULL
 */
struct cell {
	bool set;
	int64_t number;
	char *text;
	const char *color;
};

/* What a command line says about a table */
struct table_style {
	const char *output;
	bool all;
	bool bytes;
	bool noheadings;
	bool raw;
	bool color;
};

struct table {
	const struct column *columns;
	size_t nr_columns;
	struct cell *cells;
	size_t nr_rows;
	size_t *shown;
	size_t nr_shown;
};

int table_init(struct table *table, const struct column *columns);
int table_choose(struct table *table, const struct table_style *style,
		 struct error *error);
struct cell *table_row(struct table *table);
void cell_text(struct cell *cell, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
void cell_number(struct cell *cell, uint64_t number);
int table_print(const struct table *table, const struct table_style *style);
struct json_object *table_json(const struct table *table);
void table_free(struct table *table);
bool table_option(struct table_style *style, int id, const char *arg);

#endif /* MMHP_CLI_TABLE_H */
