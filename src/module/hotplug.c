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
#include <linux/pgtable.h>
#include <linux/printk.h>
#include <linux/slab.h>

#include <uapi/mmhp_selfhost.h>

#include "hotplug.h"
#include "kapi.h"
#include "memmap.h"
#include "notifier.h"
#include "online.h"

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

static void mmhp_hotplug_unmap_pages(struct mmhp_range *range,
				     unsigned long piece,
				     unsigned long nr_pages)
{
	struct vmem_altmap *altmap = &range->pieces[piece].memmap;

	mmhp_kapi_arch_remove_memory(PFN_PHYS(altmap->base_pfn),
				     PFN_PHYS(nr_pages), altmap);
	if (altmap->alloc)
		pr_err("%lu host pages of 0x%llx are still mapped after removal\n",
		       altmap->alloc, (u64)PFN_PHYS(altmap->base_pfn));
}

/*
 * arch_add_memory() stops at the section that failed and leaves those before
 * it behind. Only these may be removed: the kernel warns about others. What
 * stays is the direct mapping of the rest, as after any failed add; it is used
 * again by the next one.
 */
static void mmhp_hotplug_unmap_partly(struct mmhp_range *range,
				      unsigned long piece)
{
	const unsigned long start_pfn =
		mmhp_layout_piece_pfn(&range->layout, piece);
	unsigned long nr_pages = 0;

	while (nr_pages < range->layout.piece_pages &&
	       pfn_valid(start_pfn + nr_pages))
		nr_pages += PAGES_PER_SECTION;
	if (nr_pages)
		mmhp_hotplug_unmap_pages(range, piece, nr_pages);
}

static int mmhp_hotplug_map(struct mmhp_range *range, struct mmhp_reason *why)
{
	const struct mmhp_layout *layout = &range->layout;
	unsigned long i;
	int ret = 0;

	for (i = 0; i < mmhp_layout_nr_pieces(layout); i++) {
		struct mhp_params params = {
			.altmap = &range->pieces[i].memmap,
			.pgprot = pgprot_mhp(PAGE_KERNEL),
		};
		const u64 start = PFN_PHYS(params.altmap->base_pfn);

		ret = mmhp_kapi_arch_add_memory(range->nid, start,
						PFN_PHYS(layout->piece_pages),
						&params);
		if (!ret)
			continue;

		mmhp_reason_set(why, ret,
				"the kernel cannot map 0x%llx bytes at 0x%llx: %pe",
				(u64)PFN_PHYS(layout->piece_pages), start,
				ERR_PTR(ret));
		mmhp_hotplug_unmap_partly(range, i);
		while (i--)
			mmhp_hotplug_unmap_pages(range, i, layout->piece_pages);
		return ret;
	}
	return 0;
}

static void mmhp_hotplug_unmap(struct mmhp_range *range)
{
	unsigned long i = mmhp_layout_nr_pieces(&range->layout);

	while (i--)
		mmhp_hotplug_unmap_pages(range, i, range->layout.piece_pages);
}

/* Before anything relies on it: the memmap lies in the range, as planned. */
static int mmhp_hotplug_verify(struct mmhp_range *range,
			       struct mmhp_reason *why)
{
	return mmhp_memmap_verify(&range->layout, why);
}

/* Undoes also the part of an mmhp_hotplug_create_devices() that failed. */
static void mmhp_hotplug_remove_devices(struct mmhp_range *range)
{
	const struct mmhp_layout *layout = &range->layout;
	const u64 block_bytes = PFN_PHYS(layout->block_pages);
	unsigned long i;

	for (i = 0; i < mmhp_layout_nr_blocks(layout); i++) {
		struct memory_block *mem;
		struct mmhp_block block;

		mmhp_layout_block(layout, i, &block);
		mem = mmhp_kapi_memory_block_get(block.start_pfn);
		if (!mem)
			continue;
		mmhp_kapi_memory_block_detach_altmap(mem);
		memory_block_put(mem);
		mmhp_kapi_remove_memory_block_devices(PFN_PHYS(block.start_pfn),
						      block_bytes);
	}
}

static int mmhp_hotplug_create_piece(struct mmhp_range *range,
				     unsigned long piece)
{
	const struct mmhp_layout *layout = &range->layout;
	struct vmem_altmap *boundary = &range->pieces[piece].boundary;
	u64 start = PFN_PHYS(boundary->base_pfn);
	const u64 end = PFN_PHYS(mmhp_layout_piece_pfn(layout, piece) +
				 layout->piece_pages);
	int ret;

	if (boundary->free) {
		const u64 size = PFN_PHYS(layout->block_pages);

		ret = mmhp_kapi_create_memory_block_devices(start, size,
							    range->nid,
							    boundary, NULL);
		if (ret)
			return ret;
		start += size;
	}
	if (start == end)
		return 0;
	return mmhp_kapi_create_memory_block_devices(start, end - start,
						     range->nid, NULL, NULL);
}

static int mmhp_hotplug_create_devices(struct mmhp_range *range,
				       struct mmhp_reason *why)
{
	const struct mmhp_layout *layout = &range->layout;
	unsigned long i;
	int ret;

	for (i = 0; i < mmhp_layout_nr_pieces(layout); i++) {
		ret = mmhp_hotplug_create_piece(range, i);
		if (!ret)
			continue;

		mmhp_hotplug_remove_devices(range);
		return mmhp_reason_set(why, ret,
			"the memory block devices cannot be created: %pe",
			ERR_PTR(ret));
	}
	mmhp_kapi_register_memory_blocks_under_node(range->nid,
						    layout->start_pfn,
						    layout->start_pfn +
						    layout->nr_pages);
	return 0;
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
	{ mmhp_hotplug_alloc_pieces, mmhp_hotplug_free_pieces },
	{ mmhp_hotplug_reserve, mmhp_hotplug_release },
	{ mmhp_hotplug_map, mmhp_hotplug_unmap },
	{ mmhp_hotplug_verify, NULL },
	{ mmhp_hotplug_watch, mmhp_notifier_unwatch },
	{ mmhp_hotplug_create_devices, mmhp_hotplug_remove_devices },
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

static void mmhp_hotplug_take_away(struct mmhp_range *range)
{
	mmhp_kapi_mem_hotplug_begin();
	mmhp_hotplug_climb_down(range, ARRAY_SIZE(mmhp_ladder));
	mmhp_kapi_mem_hotplug_done();
}

/**
 * mmhp_hotplug_add() - add a range and online it
 * @range: with layout and node set
 * @online: how it goes online, if at all
 * @why: the sentence for a failure
 *
 * Context: mmhp_lock held; takes device_hotplug_lock, so that nobody else
 * onlines a block before this is done.
 * Return: 0, or a negative errno and nothing has changed.
 */
int mmhp_hotplug_add(struct mmhp_range *range, enum mmhp_online online,
		     struct mmhp_reason *why)
{
	int ret;

	mmhp_kapi_lock_device_hotplug();
	mmhp_kapi_mem_hotplug_begin();
	ret = mmhp_hotplug_climb_up(range, why);
	mmhp_kapi_mem_hotplug_done();

	if (!ret) {
		ret = mmhp_online_range(range, online, why);
		if (ret)
			mmhp_hotplug_take_away(range);
	}
	mmhp_kapi_unlock_device_hotplug();
	return ret;
}

/*
 * The last look before the memmap goes: nothing may be online, and the memmap
 * must still be where it was put, or the kernel would free the wrong pages.
 */
static int mmhp_hotplug_check_removable(struct mmhp_range *range,
					struct mmhp_reason *why)
{
	const unsigned long online = mmhp_online_count(range);

	if (online)
		return mmhp_reason_set(why, -EBUSY,
				       "%lu of its blocks are still online",
				       online);
	if (range->host_ready)
		return mmhp_reason_set(why, -EBUSY,
				       "its host blocks are still set up");
	if (mmhp_memmap_verify(&range->layout, why))
		return -EBUSY;
	return 0;
}

/**
 * mmhp_hotplug_remove() - offline a range and remove it
 * @range: a range that was added
 * @why: the sentence for a failure
 *
 * Context: mmhp_lock held; takes device_hotplug_lock, so that nobody else
 * onlines a block in between.
 * Return: 0; -EBUSY if a block cannot be offlined, -EINTR if a signal came,
 * then what was online is online again.
 */
int mmhp_hotplug_remove(struct mmhp_range *range, struct mmhp_reason *why)
{
	int ret;

	mmhp_kapi_lock_device_hotplug();
	ret = mmhp_offline_range(range, why);
	if (!ret)
		ret = mmhp_hotplug_check_removable(range, why);
	if (!ret)
		mmhp_hotplug_take_away(range);
	mmhp_kapi_unlock_device_hotplug();
	return ret;
}
