/* SPDX-License-Identifier: GPL-2.0 */
/* The memory group of a range */
#ifndef _MMHP_GROUP_H
#define _MMHP_GROUP_H

#include "layout.h"
#include "range.h"

unsigned long mmhp_group_pages(const struct mmhp_layout *layout);
struct memory_group *mmhp_group_of(const struct mmhp_range *range,
				   const struct mmhp_block *block);

#endif /* _MMHP_GROUP_H */
