// SPDX-License-Identifier: GPL-2.0
/*
 * The sentence that goes with an error number. Also compiled in userspace by
 * the unit tests: no kernel calls here.
 */
#include <linux/kernel.h>
#include <linux/stdarg.h>

#include "reason.h"

/**
 * mmhp_reason_set() - note why a request fails
 * @why: where to; an earlier sentence is replaced
 * @err: the negative errno that goes with it
 * @fmt: printf format of the sentence, without a newline
 *
 * Context: any, does not sleep.
 * Return: @err, so that a caller can say "return mmhp_reason_set(...)".
 */
int mmhp_reason_set(struct mmhp_reason *why, int err, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(why->text, sizeof(why->text), fmt, args);
	va_end(args);
	return err;
}
