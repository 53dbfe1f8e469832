/* SPDX-License-Identifier: GPL-2.0 */
/* Where struct pages really are, and which host pages carry the tag */
#ifndef _MMHP_MEMMAP_H
#define _MMHP_MEMMAP_H

#include <linux/types.h>

#include "layout.h"
#include "reason.h"

int mmhp_memmap_frame(unsigned long pfn, unsigned long *frame,
		      unsigned long *left_pages);
int mmhp_memmap_check_direct_map(unsigned long pfn, unsigned long nr_pages,
				 struct mmhp_reason *why);
int mmhp_memmap_verify(const struct mmhp_layout *layout,
		       struct mmhp_reason *why);
bool mmhp_memmap_is_tagged(unsigned long pfn);
unsigned long mmhp_memmap_count_tagged(unsigned long pfn,
				       unsigned long nr_pages);

#endif /* _MMHP_MEMMAP_H */
