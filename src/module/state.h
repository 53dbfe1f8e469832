/* SPDX-License-Identifier: GPL-2.0 */
/* What of a range is online, as any pfn walker of the kernel sees it */
#ifndef _MMHP_STATE_H
#define _MMHP_STATE_H

#include "range.h"

struct zone *mmhp_state_page_zone(const struct mmhp_range *range,
				  unsigned long pfn);
struct zone *mmhp_state_zone(const struct mmhp_range *range,
			     unsigned long index);
unsigned long mmhp_state_count_online(const struct mmhp_range *range);

int mmhp_state_memmap_frame(const struct mmhp_range *range, unsigned long pfn,
			    unsigned long *frame);
const char *mmhp_state_text(const struct mmhp_range *range);
const char *mmhp_state_zone_text(const struct mmhp_range *range);

#endif /* _MMHP_STATE_H */
