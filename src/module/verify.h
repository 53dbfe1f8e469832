/* SPDX-License-Identifier: GPL-2.0 */
/* Does RAM answer at these addresses, and in one place only? */
#ifndef _MMHP_VERIFY_H
#define _MMHP_VERIFY_H

#include "range.h"
#include "reason.h"
#include "request.h"

int mmhp_verify_range(struct mmhp_range *range, enum mmhp_verify how,
		      struct mmhp_reason *why);

/* verify_full.c */
u64 mmhp_verify_full_at(u64 *start, u64 *done);

#endif /* _MMHP_VERIFY_H */
