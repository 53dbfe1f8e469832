/* SPDX-License-Identifier: GPL-2.0 */
/*
 * commit 001002e73712 ("mm/memory_hotplug: add missing mem_hotplug_lock") moved
 * the taking of mem_hotplug_lock from online_pages() and offline_pages() to
 * their caller. No prototype changed, so no header can be asked.
 */
#ifndef _MMHP_COMPAT_LINUX_MEMORY_HOTPLUG_H
#define _MMHP_COMPAT_LINUX_MEMORY_HOTPLUG_H

#include_next <linux/memory_hotplug.h>
#include <linux/version.h>

static inline bool online_pages_takes_lock(void)
{
	switch (LINUX_VERSION_CODE >> 8) {
	case KERNEL_VERSION(6, 1, 0) >> 8:
		return LINUX_VERSION_CODE < KERNEL_VERSION(6, 1, 76);
	case KERNEL_VERSION(6, 6, 0) >> 8:
		return LINUX_VERSION_CODE < KERNEL_VERSION(6, 6, 15);
	case KERNEL_VERSION(6, 7, 0) >> 8:
		return LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 3);
	default:
		return LINUX_VERSION_CODE < KERNEL_VERSION(6, 8, 0);
	}
}

#endif /* _MMHP_COMPAT_LINUX_MEMORY_HOTPLUG_H */
