/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_RANGE_ROW_H
#define MMHP_CLI_RANGE_ROW_H

#include "ranges.h"
#include "table.h"

extern const struct column range_row_columns[];

int range_row_add(struct table *table, const struct range *range);
struct json_object *range_row_json(const struct range *range);
const char *range_row_color(const char *state, const char *zone);

#endif /* MMHP_CLI_RANGE_ROW_H */
