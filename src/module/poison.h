/* SPDX-License-Identifier: GPL-2.0 */
/* Pages of a range that the kernel found to be bad memory */
#ifndef _MMHP_POISON_H
#define _MMHP_POISON_H

#include "range.h"
#include "reason.h"

unsigned long mmhp_poison_count(const struct mmhp_range *range,
				unsigned long index);
void mmhp_poison_note(struct mmhp_range *range, unsigned long start_pfn,
		      unsigned long end_pfn);
int mmhp_poison_check(struct mmhp_range *range, unsigned long start_pfn,
		      unsigned long end_pfn, struct mmhp_reason *why);
int mmhp_poison_check_want(struct mmhp_range *range, struct zone **want,
			   struct zone **before, struct mmhp_reason *why);
void mmhp_poison_leave_out(struct mmhp_range *range, struct zone **want);
void mmhp_poison_clear_marks(unsigned long start_pfn, unsigned long nr_pages);

#endif /* _MMHP_POISON_H */
