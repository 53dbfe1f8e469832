// SPDX-License-Identifier: GPL-2.0
/*
 * An errno and the sentence that goes with it, set where the fact is known.
 */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "error.h"

static int error_vset(struct error *error, int err, const char *fmt, va_list ap)
{
	error->err = err;
	error->unable = false;
	vsnprintf(error->text, sizeof(error->text), fmt, ap);
	return err;
}

/* Returns @err, so that a function can end with it. */
int error_set(struct error *error, int err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	error_vset(error, err, fmt, ap);
	va_end(ap);
	return err;
}

/* The same for what no other argument would change. */
int error_unable(struct error *error, int err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	error_vset(error, err, fmt, ap);
	va_end(ap);
	error->unable = true;
	return err;
}

/* "EBUSY" for -EBUSY */
const char *error_name(int err)
{
	const char *name = strerrorname_np(-err);

	return name ? name : "unknown";
}

/* The memory block that a sentence names as memoryN, if it does */
bool error_block(const struct error *error, unsigned long long *block)
{
	const char *at = error->text;

	while ((at = strstr(at, "memory"))) {
		at += strlen("memory");
		if (isdigit((unsigned char)*at)) {
			*block = strtoull(at, NULL, 10);
			return true;
		}
	}
	return false;
}

int error_exit_code(const struct error *error)
{
	return error->unable ? MMHP_EXIT_UNABLE : MMHP_EXIT_FAILED;
}
