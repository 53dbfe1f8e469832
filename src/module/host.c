// SPDX-License-Identifier: GPL-2.0
/*
 * Host blocks: blocks at the start of a range that hold nothing but its memmap.
 * They have no memoryN that the kernel would online, so their pages are set up,
 * tagged and marked online here: when the first block of the range goes online,
 * and until the last has gone offline. The kernel does the same for the host
 * pages of the boundary block when that one goes on- and offline, since only
 * memory that is online can be optimised by HugeTLB; an add that is left
 * offline is spared the time.
 *
 * They belong in a kernel zone, whatever zone the rest goes to, and are not
 * counted as present: a zone that holds nothing else must not look populated.
 *
 * The host pages of the boundary block go to a kernel zone, too, but only they:
 * the kernel would put pages of its own on the rest of the block, and a movable
 * range could never be removed.
 */
#include <linux/kernel.h>
#include <linux/memory_hotplug.h>

#include "host.h"
#include "kapi.h"
#include "poison.h"

static unsigned long mmhp_host_nr_pages(const struct mmhp_range *range)
{
	/* Only layout "range" has host blocks, and that has one piece. */
	return mmhp_layout_host_blocks(&range->layout) *
	       range->layout.block_pages;
}

/**
 * mmhp_host_zone() - where the host pages of a block belong
 * @range: the range
 * @block: a block that has a device
 * @zone: where its usable pages go
 *
 * The host pages of the boundary block are counted as present, as the kernel
 * will count them out when the block is offlined by hand. So they go to a kernel
 * zone only if that holds boot memory: one that is populated by them alone
 * would not be set up when usable pages come (online_pages()).
 *
 * Context: device_hotplug_lock held.
 * Return: the zone.
 */
struct zone *mmhp_host_zone(const struct mmhp_range *range,
			    const struct mmhp_block *block, struct zone *zone)
{
	struct zone *kernel_zone;

	if (!mmhp_block_is_boundary(&range->layout, block) ||
	    zone_idx(zone) != ZONE_MOVABLE)
		return zone;
	kernel_zone = mmhp_kapi_zone_for_pfn_range(MMOP_ONLINE_KERNEL, range->nid,
						   NULL, block->start_pfn,
						   block->offset);
	return kernel_zone->present_early_pages ? kernel_zone : zone;
}

/**
 * mmhp_host_set_up() - initialise and tag the host blocks of a range
 * @range: the range; nothing is done if its host blocks are set up
 * @why: the sentence for a failure
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held; from the notifier.
 * Return: 0 or a negative errno.
 */
int mmhp_host_set_up(struct mmhp_range *range, struct mmhp_reason *why)
{
	const unsigned long pfn = range->layout.start_pfn;
	const unsigned long nr_pages = mmhp_host_nr_pages(range);
	struct zone *zone;
	int ret;

	if (range->host_zone || !nr_pages)
		return 0;
	ret = mmhp_poison_check(range, pfn, pfn + nr_pages, why);
	if (ret)
		return ret;

	zone = mmhp_kapi_zone_for_pfn_range(MMOP_ONLINE_KERNEL, range->nid,
					    NULL, pfn, nr_pages);
	ret = mmhp_kapi_init_memmap_on_memory(pfn, nr_pages, zone);
	if (ret)
		return mmhp_reason_set(why, ret,
			"the host pages from pfn 0x%lx on cannot be set up: %pe",
			pfn, ERR_PTR(ret));
	WRITE_ONCE(range->host_zone, zone);
	return 0;
}

/**
 * mmhp_host_tear_down() - undo mmhp_host_set_up()
 * @range: the range; nothing is done if its host blocks are not set up
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held; no block of the
 * range is online.
 */
void mmhp_host_tear_down(struct mmhp_range *range)
{
	if (!range->host_zone)
		return;
	WRITE_ONCE(range->host_zone, NULL);
	mmhp_kapi_deinit_memmap_on_memory(range->layout.start_pfn,
					  mmhp_host_nr_pages(range));
}
