/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_FILE_H
#define MMHP_CLI_FILE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

int file_path(char path[PATH_MAX], const char *root, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
bool file_exists(const char *root, const char *name);
int file_read_data(const char *root, const char *name, char **text, size_t *len);
int file_read(const char *root, const char *name, char **text);
int file_read_line(const char *root, const char *name, char *line, size_t len);
int file_read_number(const char *root, const char *name, int base,
		     unsigned long long *number);
int file_write_new(const char *root, const char *name, const char *text);

#endif /* MMHP_CLI_FILE_H */
