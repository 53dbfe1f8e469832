/* SPDX-License-Identifier: GPL-2.0 */
/* Who else claims physical addresses */
#ifndef _MMHP_CLAIM_H
#define _MMHP_CLAIM_H

#include <linux/types.h>

#include "reason.h"
#include "request.h"

int mmhp_claim_check_mappable(u64 start, u64 last, struct mmhp_reason *why);
int mmhp_claim_check_free(u64 start, u64 last, enum mmhp_allow allow,
			  struct mmhp_reason *why);

#endif /* _MMHP_CLAIM_H */
