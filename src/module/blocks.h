/* SPDX-License-Identifier: GPL-2.0 */
/* What of a range is online, as the memory block devices say */
#ifndef _MMHP_BLOCKS_H
#define _MMHP_BLOCKS_H

#include "range.h"

struct zone *mmhp_blocks_zone(struct mmhp_range *range, unsigned long index);
struct zone *mmhp_blocks_first_zone(struct mmhp_range *range);
bool mmhp_blocks_find_online(struct mmhp_range *range, unsigned long *id);

#endif /* _MMHP_BLOCKS_H */
