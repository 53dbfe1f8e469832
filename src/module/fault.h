/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Fault points: steps that a test can make fail. They exist in a build with
 * MMHP_FAULT_POINTS=1 only; elsewhere nothing is left of them.
 *
 * Each rung has one, in ladder.h; each call of the kernel that can fail, in
 * kapi.c; and each step that has something to undo inside its own function.
 */
#ifndef _MMHP_FAULT_H
#define _MMHP_FAULT_H

#include <linux/compiler.h>

#include "reason.h"

#ifdef MMHP_FAULT_POINTS

__printf(2, 3)
int mmhp_fault(struct mmhp_reason *why, const char *fmt, ...);
void mmhp_fault_explain(struct mmhp_reason *why);

#else

static __always_inline __printf(2, 3)
int mmhp_fault(struct mmhp_reason *why, const char *fmt, ...)
{
	return 0;
}

static inline void mmhp_fault_explain(struct mmhp_reason *why)
{
}

#endif /* MMHP_FAULT_POINTS */

#endif /* _MMHP_FAULT_H */
