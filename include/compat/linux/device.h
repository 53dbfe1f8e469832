/* SPDX-License-Identifier: GPL-2.0 */
/* 7.x has accessors for the offline flag of a device; before, it is a bit. */
#ifndef _MMHP_COMPAT_LINUX_DEVICE_H
#define _MMHP_COMPAT_LINUX_DEVICE_H

#include_next <linux/device.h>

#ifndef MMHP_HAVE_DEV_SET_OFFLINE
static inline void dev_set_offline(struct device *dev)
{
	dev->offline = true;
}

static inline void dev_clear_offline(struct device *dev)
{
	dev->offline = false;
}
#endif

#endif /* _MMHP_COMPAT_LINUX_DEVICE_H */
