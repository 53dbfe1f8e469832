/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_ERROR_H
#define MMHP_CLI_ERROR_H

#include <stdbool.h>

/* Exit codes: those of chmem, and of the tests that use 77 for "cannot run here" */
#define MMHP_EXIT_DONE		0
#define MMHP_EXIT_FAILED	1
#define MMHP_EXIT_USAGE		2
#define MMHP_EXIT_PARTLY	64
#define MMHP_EXIT_UNABLE	77

/**
 * struct error - what went wrong
 * @err: negative errno, 0 if nothing did
 * @unable: it cannot work on this machine, or for this user
 * @text: a sentence for people
 */
struct error {
	int err;
	bool unable;
	char text[512];
};

int error_set(struct error *error, int err, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
int error_unable(struct error *error, int err, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
const char *error_name(int err);
bool error_block(const struct error *error, unsigned long long *block);
int error_exit_code(const struct error *error);

#endif /* MMHP_CLI_ERROR_H */
