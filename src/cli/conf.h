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
 * @line: number of the line; 0 for a file that cannot be read
 * @text: the line, without comment
 * @span: its address and size
 * @error: what is wrong with it, then there is neither @text nor @span
 */
struct conf_line {
	char *file;
	unsigned int line;
	char *text;
	struct span span;
	struct error error;
};

struct conf {
	struct conf_line *at;
	size_t nr;
};

int conf_read(const char *root, struct conf *conf, struct error *error);
int conf_parse(const char *file, char *text, struct conf *conf);
void conf_free(struct conf *conf);

#endif /* MMHP_CLI_CONF_H */
