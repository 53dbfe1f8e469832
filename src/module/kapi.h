/* SPDX-License-Identifier: GPL-2.0 */
/* Typed access to what the kernel does not export, in the form of 7.x */
#ifndef _MMHP_KAPI_H
#define _MMHP_KAPI_H

#include <linux/memory-tiers.h>
#include <linux/memory.h>
#include <linux/memory_hotplug.h>
#include <linux/memremap.h>
#include <linux/mmzone.h>
#include <linux/seq_file.h>
#include <linux/types.h>

#include "reason.h"

void mmhp_kapi_init(void);
int mmhp_kapi_check(struct mmhp_reason *why);
int mmhp_kapi_check_online_callback(struct mmhp_reason *why);
bool mmhp_kapi_iommu_follows_memory(void);
void mmhp_kapi_show(struct seq_file *seq);

int mmhp_kapi_wait_device_hotplug(struct mmhp_reason *why);
void mmhp_kapi_lock_device_hotplug(void);
void mmhp_kapi_unlock_device_hotplug(void);
void mmhp_kapi_mem_hotplug_begin(void);
void mmhp_kapi_mem_hotplug_done(void);

int mmhp_kapi_try_online_node(int nid);
struct memory_group *mmhp_kapi_memory_group_find_by_id(int mgid);
int mmhp_kapi_init_memory_mapping(u64 start, u64 end);
int mmhp_kapi_add_pages(int nid, unsigned long pfn, unsigned long nr_pages,
			struct mhp_params *params);
void mmhp_kapi_arch_remove_memory(u64 start, u64 size,
				  struct vmem_altmap *altmap);
void mmhp_kapi_remove_pages(unsigned long pfn, unsigned long nr_pages,
			    struct vmem_altmap *altmap);
void mmhp_kapi_remove_pfn_range_from_zone(struct zone *zone, unsigned long pfn,
					  unsigned long nr_pages);
int mmhp_kapi_init_memmap_on_memory(unsigned long pfn, unsigned long nr_pages,
				    struct zone *zone);
void mmhp_kapi_deinit_memmap_on_memory(unsigned long pfn,
				       unsigned long nr_pages);

int mmhp_kapi_create_memory_block_devices(u64 start, u64 size, int nid,
					  struct vmem_altmap *altmap,
					  struct memory_group *group);
void mmhp_kapi_remove_memory_block_devices(u64 start, u64 size);
void mmhp_kapi_register_memory_blocks_under_node(int nid,
						 unsigned long start_pfn,
						 unsigned long end_pfn);

struct memory_block *mmhp_kapi_memory_block_get(unsigned long pfn);
void mmhp_kapi_memory_block_detach_altmap(struct memory_block *mem);
bool mmhp_kapi_counts_poison_per_block(void);
bool mmhp_kapi_memory_block_nr_poison(struct memory_block *mem,
				      unsigned long *nr);
long mmhp_kapi_num_poisoned(void);
void mmhp_kapi_num_poisoned_sub(long nr);

struct zone *mmhp_kapi_zone_for_pfn_range(int online_type, int nid,
					  struct memory_group *group,
					  unsigned long pfn,
					  unsigned long nr_pages);
int mmhp_kapi_online_pages(unsigned long pfn, unsigned long nr_pages,
			   struct zone *zone, struct memory_group *group);
int mmhp_kapi_offline_pages(unsigned long pfn, unsigned long nr_pages,
			    struct zone *zone, struct memory_group *group);
void mmhp_kapi_adjust_present_page_count(struct page *page,
					 struct memory_group *group,
					 long nr_pages);
int mmhp_kapi_default_online_type(void);
bool mmhp_kapi_may_support_memmap_on_memory(void);
bool mmhp_kapi_is_firmware_ram(u64 start, u64 last);
const struct memory_dev_type *mmhp_kapi_default_dram_type(void);

#endif /* _MMHP_KAPI_H */
