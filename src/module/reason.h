/* SPDX-License-Identifier: GPL-2.0 */
/* The sentence that goes with an error number */
#ifndef _MMHP_REASON_H
#define _MMHP_REASON_H

#include <linux/types.h>

#define MMHP_REASON_MAX	256

/**
 * struct mmhp_reason - why a request failed, said where the fact is known
 * @text: one sentence without a newline, empty as long as nothing failed
 */
struct mmhp_reason {
	char text[MMHP_REASON_MAX];
};

__attribute__((format(printf, 3, 4)))
int mmhp_reason_set(struct mmhp_reason *why, int err, const char *fmt, ...);

#endif /* _MMHP_REASON_H */
