/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_PARSE_H
#define MMHP_CLI_PARSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"

/**
 * struct span - a range as it is given on a command line
 * @start: first byte
 * @size: bytes, 0 if not said
 */
struct span {
	uint64_t start;
	uint64_t size;
};

int parse_number(const char *text, uint64_t *number, struct error *error);
int parse_span(char **argv, int argc, struct span *span, int *used,
	       struct error *error);
int parse_seconds(const char *text, unsigned int *seconds, struct error *error);
bool parse_block(const char *text, uint64_t *block);
const char *parse_size_text(uint64_t size, char *buf, size_t len);

#endif /* MMHP_CLI_PARSE_H */
