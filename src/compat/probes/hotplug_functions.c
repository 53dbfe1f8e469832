// SPDX-License-Identifier: GPL-2.0
/* The functions of memory hotplug that had one form from v6.1 on */
#include <linux/memory_hotplug.h>
#include <linux/memory.h>
int (*mmhp_add)(int, u64, u64, struct mhp_params *) = arch_add_memory;
int (*mmhp_online)(unsigned long, unsigned long, struct zone *, struct memory_group *) = online_pages;
int (*mmhp_offline)(unsigned long, unsigned long, struct zone *, struct memory_group *) = offline_pages;
void (*mmhp_adjust)(struct page *, struct memory_group *, long) = adjust_present_page_count;
void (*mmhp_deinit)(unsigned long, unsigned long) = mhp_deinit_memmap_on_memory;
void (*mmhp_remove_blocks)(unsigned long, unsigned long) = remove_memory_block_devices;
void (*mmhp_shrink)(struct zone *, unsigned long, unsigned long) = remove_pfn_range_from_zone;
