/* SPDX-License-Identifier: GPL-2.0 */
/* What to know of the kernel's memory hotplug that no header says. */
#ifndef _MMHP_COMPAT_LINUX_MEMORY_HOTPLUG_H
#define _MMHP_COMPAT_LINUX_MEMORY_HOTPLUG_H

#include_next <linux/memory_hotplug.h>
#include <linux/version.h>

/*
 * commit 001002e73712 ("mm/memory_hotplug: add missing mem_hotplug_lock") moved
 * the taking of mem_hotplug_lock from online_pages() and offline_pages() to
 * their caller. No prototype changed, so no header can be asked.
 */
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

/*
 * Since the kernel cuts memory into blocks with an altmap each, and exports the
 * answer, MHP_MEMMAP_ON_MEMORY works for any number of blocks; before, it is
 * dropped unless there is one only.
 */
static inline bool mhp_memmap_on_memory_spans_blocks(void)
{
	return IS_ENABLED(MMHP_HAVE_MHP_SUPPORTS_MEMMAP_ON_MEMORY);
}

#endif /* _MMHP_COMPAT_LINUX_MEMORY_HOTPLUG_H */
