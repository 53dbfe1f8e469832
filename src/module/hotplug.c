// SPDX-License-Identifier: GPL-2.0
/*
 * The ladder: the steps of adding a range, each beside its undo. Adding climbs
 * it; an add that fails climbs down from where it stopped; removal climbs down
 * from the top. There is no other way to take a range away.
 *
 * The order is that of add_memory_resource() and try_remove_memory() in
 * mm/memory_hotplug.c. All rungs run with mmhp_lock, device_hotplug_lock and
 * mem_hotplug_lock held, in this order.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/slab.h>

#include <uapi/mmhp_selfhost.h>

#include "hotplug.h"
#include "kapi.h"
#include "memmap.h"
#include "notifier.h"
#include "online.h"
#include "rungs.h"

/* The module stays as long as a range does: the kernel calls its notifier. */
static int mmhp_hotplug_hold_module(struct mmhp_range *range,
				    struct mmhp_reason *why)
{
	if (!try_module_get(THIS_MODULE))
		return mmhp_reason_set(why, -ENODEV,
				       "the module is being unloaded");
	return 0;
}

static void mmhp_hotplug_release_module(struct mmhp_range *range)
{
	module_put(THIS_MODULE);
}

/* Some members of struct vmem_altmap are const: it is copied as a whole. */
static int mmhp_hotplug_alloc_pieces(struct mmhp_range *range,
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

static void mmhp_hotplug_free_pieces(struct mmhp_range *range)
{
	kvfree(range->pieces);
	range->pieces = NULL;
}

/*
 * As register_memory_resource() does. The flag keeps kexec from placing an
 * image there, and the next kernel from taking it for firmware's System RAM.
 */
static int mmhp_hotplug_reserve(struct mmhp_range *range,
				struct mmhp_reason *why)
{
	const u64 start = mmhp_layout_start(&range->layout);
	const u64 size = mmhp_layout_size(&range->layout);

	if (!__request_region(&iomem_resource, start, size, MMHP_RESOURCE_NAME,
			      IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY |
			      IORESOURCE_SYSRAM_DRIVER_MANAGED))
		return mmhp_reason_set(why, -EEXIST,
			"something else claimed 0x%llx-0x%llx, or no memory was left to claim it; see /proc/iomem",
			start, start + size - 1);
	return 0;
}

static void mmhp_hotplug_release(struct mmhp_range *range)
{
	__release_region(&iomem_resource, mmhp_layout_start(&range->layout),
			 mmhp_layout_size(&range->layout));
}

/*
 * The node may have gone since it was picked: the last memory of a node takes
 * the node along. From here on device_hotplug_lock keeps it.
 */
static int mmhp_hotplug_check_node(struct mmhp_range *range,
				   struct mmhp_reason *why)
{
	if (!node_online(range->nid))
		return mmhp_reason_set(why, -EINVAL, "node %d is not online",
				       range->nid);
	return 0;
}

/*
 * Nobody's memmap and no block device may be there before. The claim implies
 * it; but what is found on the way down would be taken for one's own.
 */
static int mmhp_hotplug_check_vacant(struct mmhp_range *range,
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
static int mmhp_hotplug_verify(struct mmhp_range *range,
			       struct mmhp_reason *why)
{
	return mmhp_memmap_verify(&range->layout, why);
}

static int mmhp_hotplug_watch(struct mmhp_range *range, struct mmhp_reason *why)
{
	mmhp_notifier_watch(range);
	return 0;
}

/**
 * struct mmhp_rung - one step of the ladder
 * @up: does it: all, or nothing and an errno
 * @down: undoes it, and cannot fail; NULL if there is nothing to undo
 */
struct mmhp_rung {
	int (*up)(struct mmhp_range *range, struct mmhp_reason *why);
	void (*down)(struct mmhp_range *range);
};

static const struct mmhp_rung mmhp_ladder[] = {
	{ mmhp_hotplug_hold_module, mmhp_hotplug_release_module },
	{ mmhp_hotplug_check_node, NULL },
	{ mmhp_hotplug_alloc_pieces, mmhp_hotplug_free_pieces },
	{ mmhp_hotplug_reserve, mmhp_hotplug_release },
	{ mmhp_hotplug_check_vacant, NULL },
	{ mmhp_mapping_add, mmhp_mapping_remove },
	{ mmhp_hotplug_verify, NULL },
	{ mmhp_hotplug_watch, mmhp_notifier_unwatch },
	{ mmhp_devices_create, mmhp_devices_remove },
};

/* Climb down from below @rung to the ground. */
static void mmhp_hotplug_climb_down(struct mmhp_range *range, size_t rung)
{
	while (rung--)
		if (mmhp_ladder[rung].down)
			mmhp_ladder[rung].down(range);
}

static int mmhp_hotplug_climb_up(struct mmhp_range *range,
				 struct mmhp_reason *why)
{
	size_t rung;

	for (rung = 0; rung < ARRAY_SIZE(mmhp_ladder); rung++) {
		const int ret = mmhp_ladder[rung].up(range, why);

		if (ret) {
			mmhp_hotplug_climb_down(range, rung);
			return ret;
		}
	}
	return 0;
}

/*
 * The only way down from the top, and so the last look before the memmap goes:
 * nothing may be online, and the memmap must still be where it was put, or the
 * kernel would free the wrong pages.
 */
static int mmhp_hotplug_take_away(struct mmhp_range *range,
				  struct mmhp_reason *why)
{
	const unsigned long online = mmhp_online_count(range);
	int ret;

	if (online || range->host_zone)
		return mmhp_reason_set(why, -EBUSY,
			"%lu of its blocks are still online; the range stays",
			online);
	ret = mmhp_memmap_verify(&range->layout, why);
	if (ret)
		return -EBUSY;

	mmhp_kapi_mem_hotplug_begin();
	mmhp_hotplug_climb_down(range, ARRAY_SIZE(mmhp_ladder));
	mmhp_kapi_mem_hotplug_done();
	return 0;
}

/**
 * mmhp_hotplug_exists() - does a range stand
 * @range: the range
 *
 * Context: mmhp_lock held.
 * Return: true from a mmhp_hotplug_add() on that succeeded, or that failed and
 * could not be undone, until a mmhp_hotplug_remove() that succeeded.
 */
bool mmhp_hotplug_exists(const struct mmhp_range *range)
{
	return range->pieces;
}

/**
 * mmhp_hotplug_add() - add a range and online it
 * @range: with layout and node set
 * @online: how it goes online, if at all
 * @why: the sentence for a failure
 *
 * Context: mmhp_lock held; takes device_hotplug_lock, so that nobody else
 * onlines a block before this is done.
 * Return: 0, or a negative errno and nothing has changed; unless a block went
 * online and cannot go offline again: then mmhp_hotplug_exists().
 */
int mmhp_hotplug_add(struct mmhp_range *range, enum mmhp_online online,
		     struct mmhp_reason *why)
{
	struct mmhp_reason undo;
	int ret;

	mmhp_kapi_lock_device_hotplug();
	mmhp_kapi_mem_hotplug_begin();
	ret = mmhp_hotplug_climb_up(range, why);
	mmhp_kapi_mem_hotplug_done();

	if (!ret) {
		ret = mmhp_online_range(range, online, why);
		if (ret && mmhp_hotplug_take_away(range, &undo))
			pr_err("the failed add of 0x%llx cannot be undone: %s\n",
			       mmhp_layout_start(&range->layout), undo.text);
	}
	mmhp_kapi_unlock_device_hotplug();
	return ret;
}

/**
 * mmhp_hotplug_remove() - offline a range and remove it
 * @range: a range that was added
 * @why: the sentence for a failure
 *
 * Context: mmhp_lock held; takes device_hotplug_lock, so that nobody else
 * onlines a block in between.
 * Return: 0; -EBUSY if a block cannot be offlined, -EINTR if a signal came,
 * then what was online is online again; -EBUSY also if its memmap is not where
 * it was put, then nothing was touched.
 */
int mmhp_hotplug_remove(struct mmhp_range *range, struct mmhp_reason *why)
{
	int ret;

	mmhp_kapi_lock_device_hotplug();
	ret = mmhp_memmap_verify(&range->layout, why) ? -EBUSY : 0;
	if (!ret)
		ret = mmhp_offline_range(range, why);
	if (!ret)
		ret = mmhp_hotplug_take_away(range, why);
	mmhp_kapi_unlock_device_hotplug();
	return ret;
}
