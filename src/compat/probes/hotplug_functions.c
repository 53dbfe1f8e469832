// SPDX-License-Identifier: GPL-2.0
/* The functions of memory hotplug that had one form from v6.1 on */
#include <linux/memory_hotplug.h>
#include <linux/memory.h>
#include <linux/memory-tiers.h>
#include <asm/e820/api.h>
#include <asm/pgtable.h>
unsigned long (*mmhp_map)(unsigned long, unsigned long, pgprot_t) = init_memory_mapping;
int (*mmhp_add)(int, unsigned long, unsigned long, struct mhp_params *) = add_pages;
int (*mmhp_online)(unsigned long, unsigned long, struct zone *, struct memory_group *) = online_pages;
int (*mmhp_offline)(unsigned long, unsigned long, struct zone *, struct memory_group *) = offline_pages;
void (*mmhp_adjust)(struct page *, struct memory_group *, long) = adjust_present_page_count;
void (*mmhp_deinit)(unsigned long, unsigned long) = mhp_deinit_memmap_on_memory;
void (*mmhp_remove_blocks)(unsigned long, unsigned long) = remove_memory_block_devices;
void (*mmhp_shrink)(struct zone *, unsigned long, unsigned long) = remove_pfn_range_from_zone;
int (*mmhp_node)(int) = try_online_node;
void (*mmhp_no_node)(int) = try_offline_node;
struct memory_group *(*mmhp_group)(int) = memory_group_find_by_id;
int (*mmhp_register)(int, unsigned long) = memory_group_register_static;
int (*mmhp_unregister)(int) = memory_group_unregister;
int (*mmhp_add_managed)(int, u64, u64, const char *, mhp_t) = add_memory_driver_managed;
int (*mmhp_remove_managed)(u64, u64) = offline_and_remove_memory;
struct memory_dev_type *(*mmhp_type)(int) = alloc_memory_type;
void (*mmhp_init_type)(int, struct memory_dev_type *) = init_node_memory_type;
void (*mmhp_clear_type)(int, struct memory_dev_type *) = clear_node_memory_type;
bool (*mmhp_firmware)(u64, u64, enum e820_type) = e820__mapped_raw_any;
