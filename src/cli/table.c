// SPDX-License-Identifier: GPL-2.0
/*
 * Rows and columns, as text by libsmartcols or as JSON.
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <json-c/json.h>
#include <libsmartcols.h>

#include "options.h"
#include "parse.h"
#include "table.h"

/* @columns ends with a row without a name. */
int table_init(struct table *table, const struct column *columns)
{
	size_t i;

	*table = (struct table){ .columns = columns };
	while (columns[table->nr_columns].name)
		table->nr_columns++;
	table->shown = calloc(2 * table->nr_columns, sizeof(*table->shown));
	if (!table->shown)
		return -ENOMEM;
	for (i = 0; i < table->nr_columns; i++)
		if (!columns[i].hidden)
			table->shown[table->nr_shown++] = i;
	return 0;
}

void table_free(struct table *table)
{
	size_t i;

	for (i = 0; i < table->nr_rows * table->nr_columns; i++)
		free(table->cells[i].text);
	free(table->cells);
	free(table->shown);
}

static int table_show(struct table *table, const char *name, size_t len,
		      struct error *error)
{
	size_t i;

	for (i = 0; i < table->nr_columns; i++) {
		const char *column = table->columns[i].name;

		if (strlen(column) != len || strncasecmp(column, name, len))
			continue;
		if (table->nr_shown == 2 * table->nr_columns)
			return error_set(error, -EINVAL, "too many columns");
		table->shown[table->nr_shown++] = i;
		return 0;
	}
	return error_set(error, -EINVAL, "\"%.*s\" is not a column; see --help",
			 (int)len, name);
}

/* Which columns to print: what --output and --output-all say; JSON has all. */
int table_choose(struct table *table, const struct table_style *style,
		 struct error *error)
{
	const char *name = style->output;
	size_t i, len;
	int ret = 0;

	if (style->all)
		for (table->nr_shown = i = 0; i < table->nr_columns; i++)
			table->shown[table->nr_shown++] = i;
	if (!name)
		return 0;
	if (*name == '+')
		name++;
	else
		table->nr_shown = 0;
	do {
		len = strcspn(name, ",");
		ret = table_show(table, name, len, error);
		name += len;
	} while (!ret && *name++);
	return ret;
}

/* A new row, all of its cells empty; NULL without memory */
struct cell *table_row(struct table *table)
{
	const size_t used = table->nr_rows * table->nr_columns;
	struct cell *cells = reallocarray(table->cells, used + table->nr_columns,
					  sizeof(*cells));

	if (!cells)
		return NULL;
	table->cells = cells;
	table->nr_rows++;
	memset(cells + used, 0, table->nr_columns * sizeof(*cells));
	return cells + used;
}

void cell_text(struct cell *cell, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	cell->set = vasprintf(&cell->text, fmt, ap) >= 0;
	va_end(ap);
	if (!cell->set)
		cell->text = NULL;
}

void cell_number(struct cell *cell, uint64_t number)
{
	cell->set = true;
	cell->number = number;
}

static const char *table_cell(const struct column *column,
			      const struct cell *cell, bool bytes, char *buf,
			      size_t len)
{
	if (!cell->set)
		return "-";
	switch (column->type) {
	case COLUMN_TEXT:
		return cell->text;
	case COLUMN_ADDRESS:
		snprintf(buf, len, "0x%" PRIx64, cell->number);
		return buf;
	case COLUMN_SIZE:
		if (!bytes)
			return parse_size_text(cell->number, buf, len);
		break;
	case COLUMN_COUNT:
		break;
	}
	snprintf(buf, len, "%" PRId64, cell->number);
	return buf;
}

static int table_fill_line(const struct table *table,
			   const struct table_style *style, size_t row,
			   struct libscols_line *line)
{
	char buf[32];
	size_t i;
	int ret;

	for (i = 0; i < table->nr_shown; i++) {
		const size_t n = table->shown[i];
		const struct cell *cell =
			&table->cells[row * table->nr_columns + n];

		ret = scols_line_set_data(line, i,
					  table_cell(&table->columns[n], cell,
						     style->bytes, buf,
						     sizeof(buf)));
		if (!ret && cell->color && style->color)
			ret = scols_cell_set_color(scols_line_get_cell(line, i),
						   cell->color);
		if (ret)
			return ret;
	}
	return 0;
}

static int table_fill(const struct table *table, const struct table_style *style,
		      struct libscols_table *out)
{
	size_t i;
	int ret;

	for (i = 0; i < table->nr_shown; i++) {
		const struct column *column = &table->columns[table->shown[i]];
		const int flags = column->type == COLUMN_TEXT ? 0 : SCOLS_FL_RIGHT;

		if (!scols_table_new_column(out, column->name, 0, flags))
			return -ENOMEM;
	}
	for (i = 0; i < table->nr_rows; i++) {
		struct libscols_line *line = scols_table_new_line(out, NULL);

		ret = line ? table_fill_line(table, style, i, line) : -ENOMEM;
		if (ret)
			return ret;
	}
	return 0;
}

/* To standard output, as text */
int table_print(const struct table *table, const struct table_style *style)
{
	struct libscols_table *out;
	int ret;

	if (!table->nr_rows)
		return 0;
	scols_init_debug(0);
	out = scols_new_table();
	if (!out)
		return -ENOMEM;
	ret = table_fill(table, style, out);
	if (!ret) {
		scols_table_enable_noheadings(out, style->noheadings);
		scols_table_enable_raw(out, style->raw);
		scols_table_enable_colors(out, style->color);
		ret = scols_print_table(out);
	}
	scols_unref_table(out);
	return ret;
}

static struct json_object *table_cell_json(const struct column *column,
					   const struct cell *cell)
{
	char buf[32];

	if (!cell->set)
		return NULL;
	if (column->type == COLUMN_TEXT || column->type == COLUMN_ADDRESS)
		return json_object_new_string(table_cell(column, cell, true, buf,
							 sizeof(buf)));
	return json_object_new_int64(cell->number);
}

static void table_json_key(const char *name, char *key, size_t len)
{
	size_t i;

	for (i = 0; i + 1 < len && name[i]; i++)
		key[i] = name[i] == '-' ? '_' : tolower((unsigned char)name[i]);
	key[i] = '\0';
}

/* An array with an object per row. Sizes are in bytes, addresses text. */
struct json_object *table_json(const struct table *table)
{
	struct json_object *rows = json_object_new_array(), *row;
	char key[32];
	size_t i, j;

	for (i = 0; i < table->nr_rows; i++) {
		row = json_object_new_object();
		for (j = 0; j < table->nr_shown; j++) {
			const size_t n = table->shown[j];

			table_json_key(table->columns[n].name, key, sizeof(key));
			json_object_object_add(row, key,
				table_cell_json(&table->columns[n],
					&table->cells[i * table->nr_columns + n]));
		}
		json_object_array_add(rows, row);
	}
	return rows;
}

/* One of the options that OPTIONS_TABLE lists; false if it is none of them */
bool table_option(struct table_style *style, int id, const char *arg)
{
	switch (id) {
	case 'b':
		style->bytes = true;
		return true;
	case 'n':
		style->noheadings = true;
		return true;
	case 'o':
		style->output = arg;
		return true;
	case 'r':
		style->raw = true;
		return true;
	case OPTION_OUTPUT_ALL:
		style->all = true;
		return true;
	}
	return false;
}
