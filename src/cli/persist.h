/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_PERSIST_H
#define MMHP_CLI_PERSIST_H

#include <stdbool.h>

#include "conf.h"
#include "error.h"
#include "parse.h"

int persist_check(const char *root, const struct span *span, struct error *error);
bool persist_has(const char *root, const struct span *span);
int persist_keep(const char *root, uint64_t start, const char *line,
		 struct error *error);
int persist_forget(const char *root, uint64_t start, struct error *error);
bool persist_is_own(const struct conf_line *line);

#endif /* MMHP_CLI_PERSIST_H */
