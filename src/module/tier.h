/* SPDX-License-Identifier: GPL-2.0 */
/* The memory type of nodes that ranges belong to */
#ifndef _MMHP_TIER_H
#define _MMHP_TIER_H

#include "range.h"

#define MMHP_TIER_UNKNOWN	(-1)

int mmhp_tier_in_force(int nid);
int mmhp_tier_expect(const struct mmhp_range *range);
void mmhp_tier_going_offline(int nid);
void mmhp_tier_exit(void);

void mmhp_tier_lock(void);
void mmhp_tier_unlock(void);

#endif /* _MMHP_TIER_H */
