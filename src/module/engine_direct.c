// SPDX-License-Identifier: GPL-2.0
/*
 * The engine "direct": the module's own steps, with one memmap for a range or
 * one per block, and no boot parameter.
 *
 * The order is that of add_memory_resource() and try_remove_memory() in
 * mm/memory_hotplug.c. All rungs run with mmhp_lock and device_hotplug_lock
 * held, those that change the memory map inside mem_hotplug_lock, too. The block
 * devices come and go outside of it: their files' writers take it with the file
 * held, which removal waits for. device_hotplug_lock keeps them from that, but
 * lockdep does not see it (f1037ec0cc8a "mm/memory_hotplug: fix remove_memory()
 * lockdep splat").
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memory.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include <uapi/mmhp_selfhost.h>

#include "blocks.h"
#include "engine.h"
#include "kapi.h"
#include "memmap.h"
#include "notifier.h"
#include "online.h"
#include "rungs.h"

/* Some members of struct vmem_altmap are const: it is copied as a whole. */
static int mmhp_direct_alloc_pieces(struct mmhp_range *range,
				    struct mmhp_reason *why)
{
	const struct mmhp_layout *layout = &range->layout;
	const unsigned long nr_pieces = mmhp_layout_nr_pieces(layout);
	unsigned long i;

	range->pieces = kvcalloc(nr_pieces, sizeof(*range->pieces), GFP_KERNEL);
	if (!range->pieces)
		return mmhp_reason_set(why, -ENOMEM,
				       "no memory for %lu altmaps", nr_pieces);

	for (i = 0; i < nr_pieces; i++) {
		const unsigned long pfn = mmhp_layout_piece_pfn(layout, i);
		const unsigned long boundary_pfn = pfn +
			mmhp_layout_host_blocks(layout) * layout->block_pages;
		const struct mmhp_piece piece = {
			.memmap = {
				.base_pfn = pfn,
				.end_pfn = pfn + layout->piece_pages - 1,
				.free = layout->host_pages,
			},
			.boundary = {
				.base_pfn = boundary_pfn,
				.end_pfn = boundary_pfn + layout->block_pages - 1,
				.free = mmhp_layout_boundary_offset(layout),
			},
		};

		memcpy(&range->pieces[i], &piece, sizeof(piece));
	}
	return 0;
}

static void mmhp_direct_free_pieces(struct mmhp_range *range)
{
	kvfree(range->pieces);
	range->pieces = NULL;
}

static int mmhp_direct_find_group(struct mmhp_range *range,
				  struct mmhp_reason *why)
{
	range->group = mmhp_kapi_memory_group_find_by_id(range->mgid);
	if (!range->group)
		return mmhp_reason_set(why, -ENODEV,
				       "memory group %d cannot be found",
				       range->mgid);
	return 0;
}

static void mmhp_direct_forget_group(struct mmhp_range *range)
{
	range->group = NULL;
}

/*
 * Nobody's memmap and no block device may be there before. The claim implies
 * it; but what is found on the way down would be taken for one's own.
 */
static int mmhp_direct_check_unused(struct mmhp_range *range,
				    struct mmhp_reason *why)
{
	const struct mmhp_layout *layout = &range->layout;
	const unsigned long end_pfn = layout->start_pfn + layout->nr_pages;
	unsigned long pfn;

	for (pfn = layout->start_pfn; pfn < end_pfn; pfn += PAGES_PER_SECTION) {
		struct memory_block *mem = mmhp_kapi_memory_block_get(pfn);

		if (mem)
			memory_block_put(mem);
		if (mem || pfn_valid(pfn))
			return mmhp_reason_set(why, -EEXIST,
				"pfn 0x%lx has a struct page or a memory block already",
				pfn);
	}
	return 0;
}

/* Before anything relies on it: the memmap lies in the range, as planned. */
static int mmhp_direct_verify(struct mmhp_range *range, struct mmhp_reason *why)
{
	return mmhp_memmap_verify(&range->layout, why);
}

static int mmhp_direct_watch(struct mmhp_range *range, struct mmhp_reason *why)
{
	mmhp_notifier_watch(range);
	return 0;
}

/* The rungs inside mem_hotplug_lock */
static const struct mmhp_rung mmhp_direct_build_rungs[] = {
	{ mmhp_direct_check_unused, NULL },
	{ mmhp_mapping_add, mmhp_mapping_remove },
	{ mmhp_direct_verify, NULL },
};

static int mmhp_direct_build(struct mmhp_range *range, struct mmhp_reason *why)
{
	int ret;

	mmhp_kapi_mem_hotplug_begin();
	ret = mmhp_ladder_up(range, mmhp_direct_build_rungs, 0,
			     ARRAY_SIZE(mmhp_direct_build_rungs), why);
	if (!ret)
		range->present_pages = range->layout.nr_pages;
	mmhp_kapi_mem_hotplug_done();
	return ret;
}

/*
 * Who walks the memory map by pfn takes no lock: /proc/kpagecount asks
 * pfn_to_online_page() and reads the struct page. All is offline here, so that
 * nobody gets another one; who has one still does not sleep until he is through
 * with it, but may have been preempted. When each task has gone to sleep or to
 * user mode once, none is left, and the memmap can go.
 */
static void mmhp_direct_raze(struct mmhp_range *range)
{
	synchronize_rcu_tasks();

	mmhp_kapi_mem_hotplug_begin();
	range->present_pages = 0;
	mmhp_ladder_down(range, mmhp_direct_build_rungs,
			 ARRAY_SIZE(mmhp_direct_build_rungs), 0);
	mmhp_kapi_mem_hotplug_done();
}

static const struct mmhp_rung mmhp_direct_rungs[] = {
	{ mmhp_resource_hold_module, mmhp_resource_release_module },
	{ mmhp_resource_reserve, mmhp_resource_release },
	{ mmhp_directory_create, mmhp_directory_remove },
#define MMHP_DIRECT_NR_STANDBY	3
	{ mmhp_resource_declare, mmhp_resource_withdraw },
	{ mmhp_direct_alloc_pieces, mmhp_direct_free_pieces },
	{ mmhp_node_up, mmhp_node_down },
	{ mmhp_tier_join, mmhp_tier_leave },
	{ mmhp_group_register, mmhp_group_unregister },
	{ mmhp_direct_find_group, mmhp_direct_forget_group },
	{ mmhp_direct_build, mmhp_direct_raze },
	{ mmhp_direct_watch, mmhp_notifier_unwatch },
	{ mmhp_devices_create, mmhp_devices_remove },
	{ mmhp_poison_begin, mmhp_poison_end },
};

static int mmhp_direct_accept(struct mmhp_request *req, struct mmhp_reason *why)
{
	return 0;
}

/*
 * The last look before the memmap goes: nothing may be online, and the memmap
 * must still be where it was put, or the kernel would free the wrong pages.
 */
static int mmhp_direct_check_vacant(struct mmhp_range *range,
				    struct mmhp_reason *why)
{
	unsigned long block;

	if (mmhp_blocks_find_online(range, &block))
		return mmhp_reason_set(why, -EBUSY, "memory%lu is online", block);
	if (range->host_zone)
		return mmhp_reason_set(why, -EBUSY, "its host pages are in use");
	return mmhp_memmap_verify(&range->layout, why) ? -EBUSY : 0;
}

static int mmhp_direct_offline(struct mmhp_range *range,
			       struct mmhp_reason *why)
{
	return mmhp_offline_range(range, NULL, why);
}

/* Nothing is offlined either of a range that could not be removed then. */
static int mmhp_direct_vacate(struct mmhp_range *range, struct mmhp_reason *why)
{
	if (mmhp_memmap_verify(&range->layout, why))
		return -EBUSY;
	return mmhp_offline_range(range, mmhp_direct_check_vacant, why);
}

const struct mmhp_engine mmhp_engine_direct = {
	.name = MMHP_WORD_DIRECT,
	.rungs = mmhp_direct_rungs,
	.nr_rungs = ARRAY_SIZE(mmhp_direct_rungs),
	.nr_standby = MMHP_DIRECT_NR_STANDBY,
	.usable = mmhp_kapi_check,
	.accept = mmhp_direct_accept,
	.lock = mmhp_kapi_wait_device_hotplug,
	.unlock = mmhp_kapi_unlock_device_hotplug,
	.online = mmhp_online_range,
	.offline = mmhp_direct_offline,
	.vacate = mmhp_direct_vacate,
	.check_vacant = mmhp_direct_check_vacant,
};
