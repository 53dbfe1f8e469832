/* SPDX-License-Identifier: GPL-2.0 */
/* What the files of walk share that decide on the next operation */
#ifndef PICK_H
#define PICK_H

#include "walk.h"

#define LARGE 64u /* blocks from which on a range in layout "range" has a host block */

#define PICK(array) ((array)[pick_number(sizeof(array) / sizeof((array)[0]))])

bool percent(unsigned int n);
void op_add(struct op *op, const char *text);
void op_blank(struct op *op);
void op_add_number(struct op *op, uint64_t number);
void op_end(struct op *op);
void op_file(struct op *op, enum op_kind kind);
enum way pick_way(void);

/* probe.c */
void pick_bad_line(struct op *op);
void pick_probe(const struct model *model, struct op *op);

#endif
