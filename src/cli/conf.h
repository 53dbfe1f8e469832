/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_CONF_H
#define MMHP_CLI_CONF_H

#include <stddef.h>

#include "error.h"
#include "parse.h"

#define CONF_FILE	"/etc/mmhp.conf"
#define CONF_DIR	"/etc/mmhp.conf.d"

/**
 * struct conf_line - a range that is to be there after boot
 * @file: where it says so
 * @line: number of the line
 * @text: the line, without comment
 * @span: its address and size
 */
struct conf_line {
	char *file;
	unsigned int line;
	char *text;
	struct span span;
};

struct conf {
	struct conf_line *at;
	size_t nr;
};

int conf_read(const char *root, struct conf *conf, struct error *error);
int conf_parse(const char *file, char *text, struct conf *conf,
	       struct error *error);
void conf_free(struct conf *conf);
int conf_persist(const char *root, uint64_t start, const char *line,
		 struct error *error);
int conf_forget(const char *root, uint64_t start, struct error *error);

#endif /* MMHP_CLI_CONF_H */
