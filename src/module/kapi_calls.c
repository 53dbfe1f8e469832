// SPDX-License-Identifier: GPL-2.0
/*
 * Typed access to what the kernel does not export, as far as it has one form in
 * all kernels; see kapi.c.
 */
#include <linux/kernel.h>
#include <linux/rcupdate.h>
#include <mmhp/kernel_functions.h>

#include "fault.h"
#include "kapi.h"

/**
 * mmhp_kapi_lock_device_hotplug() - keep blocks from going on- or offline
 *
 * Context: may sleep. Taken inside mmhp_lock, outside mem_hotplug_lock.
 */
void mmhp_kapi_lock_device_hotplug(void)
{
	MMHP_KAPI_CALL(lock_device_hotplug)();
}

/**
 * mmhp_kapi_unlock_device_hotplug() - undo mmhp_kapi_lock_device_hotplug()
 */
void mmhp_kapi_unlock_device_hotplug(void)
{
	MMHP_KAPI_CALL(unlock_device_hotplug)();
}

/**
 * mmhp_kapi_mem_hotplug_begin() - take mem_hotplug_lock for writing
 *
 * percpu_down_write() waits for a grace period, which takes longer than adding
 * many blocks; it is expedited, as lru_cache_disable() does for offlining.
 *
 * Context: may sleep. Taken inside device_hotplug_lock; takes the CPU hotplug
 * lock for reading, too.
 */
void mmhp_kapi_mem_hotplug_begin(void)
{
	rcu_expedite_gp();
	MMHP_KAPI_CALL(mem_hotplug_begin)();
	rcu_unexpedite_gp();
}

/**
 * mmhp_kapi_mem_hotplug_done() - undo mmhp_kapi_mem_hotplug_begin()
 */
void mmhp_kapi_mem_hotplug_done(void)
{
	MMHP_KAPI_CALL(mem_hotplug_done)();
}

/**
 * mmhp_kapi_try_online_node() - bring up a node that has no memory yet
 * @nid: a possible node
 *
 * Context: device_hotplug_lock held; takes mem_hotplug_lock.
 * Return: 1 if it was brought up, 0 if it was online; a negative errno.
 */
int mmhp_kapi_try_online_node(int nid)
{
	return mmhp_fault(NULL, "try_online_node") ?:
	       MMHP_KAPI_CALL(try_online_node)(nid);
}

/**
 * mmhp_kapi_memory_group_find_by_id() - a memory group by its number
 * @mgid: as memory_group_register_static() returned it
 *
 * Context: the group must not be unregistered meanwhile.
 * Return: the group, or NULL.
 */
struct memory_group *mmhp_kapi_memory_group_find_by_id(int mgid)
{
	if (mmhp_fault(NULL, "memory_group_find_by_id"))
		return NULL;
	return MMHP_KAPI_CALL(memory_group_find_by_id)(mgid);
}

/**
 * mmhp_kapi_init_memory_mapping() - map physical addresses for the kernel
 * @start: physical address in bytes
 * @end: first byte behind
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held.
 * Return: 0; -ENOMEM if the mapping ends before @end.
 */
int mmhp_kapi_init_memory_mapping(u64 start, u64 end)
{
	const int ret = mmhp_fault(NULL, "init_memory_mapping");
	unsigned long end_pfn;

	if (ret)
		return ret;
	end_pfn = MMHP_KAPI_CALL(init_memory_mapping)(start, end, PAGE_KERNEL);
	return end_pfn < PFN_DOWN(end) ? -ENOMEM : 0;
}

/**
 * mmhp_kapi_add_pages() - build the memmap of what is mapped
 * @nid: node
 * @pfn: first pfn
 * @nr_pages: how many; whole sections
 * @params: with the altmap that the memmap comes from; its base_pfn has to be
 *	@pfn (__add_pages())
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held.
 * Return: 0 or a negative errno; the kernel leaves a part behind when it fails.
 */
int mmhp_kapi_add_pages(int nid, unsigned long pfn, unsigned long nr_pages,
			struct mhp_params *params)
{
	return mmhp_fault(NULL, "add_pages") ?:
	       MMHP_KAPI_CALL(add_pages)(nid, pfn, nr_pages, params);
}

/**
 * mmhp_kapi_remove_pfn_range_from_zone() - let a zone span pages no more
 * @zone: the zone
 * @pfn: first pfn
 * @nr_pages: how many; none is online
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held.
 */
void mmhp_kapi_remove_pfn_range_from_zone(struct zone *zone, unsigned long pfn,
					  unsigned long nr_pages)
{
	MMHP_KAPI_CALL(remove_pfn_range_from_zone)(zone, pfn, nr_pages);
}

/**
 * mmhp_kapi_remove_memory_block_devices() - remove memoryN and its links
 * @start: physical address in bytes, of a block
 * @size: in bytes, of whole blocks
 *
 * Context: device_hotplug_lock held; the blocks exist and are offline, their
 * altmap is detached.
 */
void mmhp_kapi_remove_memory_block_devices(u64 start, u64 size)
{
	MMHP_KAPI_CALL(remove_memory_block_devices)(start, size);
}

/**
 * mmhp_kapi_zone_for_pfn_range() - where pages go when they go online
 * @online_type: MMOP_ONLINE, MMOP_ONLINE_KERNEL or MMOP_ONLINE_MOVABLE
 * @nid: node
 * @group: memory group or NULL
 * @pfn: first pfn
 * @nr_pages: how many pages
 *
 * Context: device_hotplug_lock held.
 * Return: the zone that the kernel's policy gives.
 */
struct zone *mmhp_kapi_zone_for_pfn_range(int online_type, int nid,
					  struct memory_group *group,
					  unsigned long pfn,
					  unsigned long nr_pages)
{
	return MMHP_KAPI_CALL(zone_for_pfn_range)(online_type, nid, group, pfn,
						  nr_pages);
}

/**
 * mmhp_kapi_online_pages() - hand pages to the page allocator
 * @pfn: first pfn, aligned to a pageblock
 * @nr_pages: how many; they end with a section
 * @zone: zone that they go to
 * @group: memory group or NULL
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held.
 * Return: 0 or a negative errno, that of a notifier's veto among them.
 */
int mmhp_kapi_online_pages(unsigned long pfn, unsigned long nr_pages,
			   struct zone *zone, struct memory_group *group)
{
	return mmhp_fault(NULL, "online_pages") ?:
	       MMHP_KAPI_CALL(online_pages)(pfn, nr_pages, zone, group);
}

/**
 * mmhp_kapi_offline_pages() - take pages back from the page allocator
 * @pfn: first pfn, aligned to a pageblock
 * @nr_pages: how many; they end with a section
 * @zone: the zone that all of them are in
 * @group: memory group or NULL
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held. Goes on trying until
 * all pages are free, a page cannot be moved, or a signal is pending.
 * Return: 0 or a negative errno: -EINTR for a signal, -EBUSY for a page that
 * cannot be moved, that of a notifier's veto; then nothing has changed.
 */
int mmhp_kapi_offline_pages(unsigned long pfn, unsigned long nr_pages,
			    struct zone *zone, struct memory_group *group)
{
	return mmhp_fault(NULL, "offline_pages") ?:
	       MMHP_KAPI_CALL(offline_pages)(pfn, nr_pages, zone, group);
}

/**
 * mmhp_kapi_adjust_present_page_count() - account pages to their zone and node
 * @page: one of them
 * @group: memory group or NULL
 * @nr_pages: how many came (or, negative, went)
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held.
 */
void mmhp_kapi_adjust_present_page_count(struct page *page,
					 struct memory_group *group,
					 long nr_pages)
{
	MMHP_KAPI_CALL(adjust_present_page_count)(page, group, nr_pages);
}

/**
 * mmhp_kapi_is_firmware_ram() - does firmware call addresses RAM
 * @start: first byte
 * @last: last byte
 *
 * Asks the memory map as firmware gave it, not as memmap= and mem= changed it.
 * Addresses that it does not mention count as what is beside them.
 *
 * Return: true if some of it is RAM and none of it is something else.
 */
bool mmhp_kapi_is_firmware_ram(u64 start, u64 last)
{
	static const enum e820_type others[] = {
		E820_TYPE_RESERVED, E820_TYPE_ACPI, E820_TYPE_NVS,
		E820_TYPE_UNUSABLE, E820_TYPE_PMEM, E820_TYPE_PRAM,
		E820_TYPE_SOFT_RESERVED,
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(others); i++)
		if (MMHP_KAPI_CALL(e820__mapped_raw_any)(start, last + 1,
							 others[i]))
			return false;
	return MMHP_KAPI_CALL(e820__mapped_raw_any)(start, last + 1,
						    E820_TYPE_RAM);
}
