/* SPDX-License-Identifier: GPL-2.0 */
/*
 * put_memory_type() was destroy_memory_type(), and what the platform says of a
 * node's distance could not be asked for, before v6.7. v6.1 has a spelling of its
 * own for tier_sibling.
 */
#ifndef _MMHP_COMPAT_LINUX_MEMORY_TIERS_H
#define _MMHP_COMPAT_LINUX_MEMORY_TIERS_H

#include_next <linux/memory-tiers.h>
#include <linux/notifier.h>

#ifndef MMHP_HAVE_PUT_MEMORY_TYPE
static inline void put_memory_type(struct memory_dev_type *memtype)
{
	destroy_memory_type(memtype);
}
#endif

#ifndef MMHP_HAVE_TIER_SIBLING
#define tier_sibling tier_sibiling
#endif

#ifndef MMHP_HAVE_MT_CALC_ADISTANCE
static inline int mt_calc_adistance(int node, int *adist)
{
	return NOTIFY_DONE;
}
#endif

#endif /* _MMHP_COMPAT_LINUX_MEMORY_TIERS_H */
