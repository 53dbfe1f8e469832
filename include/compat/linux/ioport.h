/* SPDX-License-Identifier: GPL-2.0 */
/* Before v7.0 soft-reserved memory is in the tree of all others. */
#ifndef _MMHP_COMPAT_LINUX_IOPORT_H
#define _MMHP_COMPAT_LINUX_IOPORT_H

#include_next <linux/ioport.h>

#ifndef MMHP_HAVE_WALK_SOFT_RESERVE_RES
#include <linux/errno.h>

static inline int walk_soft_reserve_res(u64 start, u64 end, void *arg,
					int (*func)(struct resource *, void *))
{
	return -EINVAL;
}
#endif

#endif /* _MMHP_COMPAT_LINUX_IOPORT_H */
