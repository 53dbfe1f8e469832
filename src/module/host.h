/* SPDX-License-Identifier: GPL-2.0 */
/* Host blocks: blocks that hold nothing but the memmap of a range */
#ifndef _MMHP_HOST_H
#define _MMHP_HOST_H

#include "range.h"
#include "reason.h"

struct zone *mmhp_host_zone(const struct mmhp_range *range,
			    const struct mmhp_block *block, struct zone *zone);
int mmhp_host_set_up(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_host_tear_down(struct mmhp_range *range);

#endif /* _MMHP_HOST_H */
