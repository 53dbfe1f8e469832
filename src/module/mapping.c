// SPDX-License-Identifier: GPL-2.0
/*
 * The rung that maps a range and builds its memmap, and the way down from it.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/pgtable.h>
#include <linux/printk.h>

#include "fault.h"
#include "kapi.h"
#include "memmap.h"
#include "poison.h"
#include "rungs.h"

static void mmhp_mapping_check_gone(const struct vmem_altmap *altmap)
{
	if (altmap->alloc)
		pr_err("%lu host pages of 0x%llx are still mapped after removal\n",
		       altmap->alloc, (u64)PFN_PHYS(altmap->base_pfn));
}

/*
 * arch_add_memory() of x86 is init_memory_mapping() and add_pages(), and nothing
 * else (v6.1 to v7.3). The first is done for all pieces at once, the second for
 * each with its altmap, of which it takes only one.
 */
static int mmhp_mapping_map(struct mmhp_range *range, struct mmhp_reason *why)
{
	const u64 start = mmhp_layout_start(&range->layout);
	const u64 end = start + mmhp_layout_size(&range->layout);
	int ret;

	ret = mmhp_memmap_check_direct_map(range->layout.start_pfn,
					   range->layout.nr_pages, why);
	if (ret)
		return ret;
	ret = mmhp_kapi_init_memory_mapping(start, end);
	if (ret)
		return mmhp_reason_set(why, ret,
			"the kernel cannot map 0x%llx bytes at 0x%llx: %pe",
			end - start, start, ERR_PTR(ret));
	return 0;
}

static void mmhp_mapping_remove_sections(unsigned long pfn,
					 unsigned long nr_pages,
					 struct vmem_altmap *altmap)
{
	mmhp_poison_clear_marks(pfn, nr_pages);
	mmhp_kapi_remove_pages(pfn, nr_pages, altmap);
}

/*
 * add_pages() stops at the section that failed and leaves those before it
 * behind. Only the memmap of these may be removed: the kernel warns about
 * others.
 */
static void mmhp_mapping_remove_memmap(struct mmhp_range *range,
				       unsigned long piece)
{
	struct vmem_altmap *altmap = &range->pieces[piece].memmap;
	unsigned long nr_pages = 0;

	while (nr_pages < range->layout.piece_pages &&
	       pfn_valid(altmap->base_pfn + nr_pages))
		nr_pages += PAGES_PER_SECTION;
	if (nr_pages)
		mmhp_mapping_remove_sections(altmap->base_pfn, nr_pages, altmap);
	mmhp_mapping_check_gone(altmap);
}

/*
 * At a fault point, what add_pages() leaves behind when it fails: the memmap of
 * the sections before the one that failed, half of them here.
 */
static int mmhp_mapping_fail_partly(struct mmhp_range *range,
				    unsigned long piece)
{
	const unsigned long nr_pages = range->layout.piece_pages;
	const unsigned long done = round_down(nr_pages / 2, PAGES_PER_SECTION);
	const int ret = mmhp_fault(NULL, "half of add_pages");

	if (ret)
		mmhp_mapping_remove_sections(mmhp_layout_piece_pfn(&range->layout, piece) + done,
					     nr_pages - done,
					     &range->pieces[piece].memmap);
	return ret;
}

static int mmhp_mapping_add_memmap(struct mmhp_range *range,
				   unsigned long piece, struct mmhp_reason *why)
{
	struct mhp_params params = {
		.altmap = &range->pieces[piece].memmap,
		.pgprot = PAGE_KERNEL,
	};
	const unsigned long pfn = params.altmap->base_pfn;
	const unsigned long nr_pages = range->layout.piece_pages;
	int ret;

	ret = mmhp_kapi_add_pages(range->nid, pfn, nr_pages, &params) ?:
	      mmhp_mapping_fail_partly(range, piece);
	if (ret)
		return mmhp_reason_set(why, ret,
			"the kernel cannot add 0x%llx bytes at 0x%llx: %pe",
			(u64)PFN_PHYS(nr_pages), (u64)PFN_PHYS(pfn),
			ERR_PTR(ret));
	return 0;
}

/**
 * mmhp_mapping_add() - map a range and build its memmap inside it
 * @range: with layout, node and altmaps
 * @why: the sentence for a failure
 *
 * When it fails, the direct mapping stays, as after any failed add, and is used
 * again by the next one: see mmhp_memmap_check_direct_map().
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held.
 * Return: 0, or a negative errno and no memmap is left.
 */
int mmhp_mapping_add(struct mmhp_range *range, struct mmhp_reason *why)
{
	unsigned long i;
	int ret;

	ret = mmhp_mapping_map(range, why);
	if (ret)
		return ret;
	for (i = 0; i < mmhp_layout_nr_pieces(&range->layout); i++) {
		ret = mmhp_mapping_add_memmap(range, i, why);
		if (ret)
			goto err_remove_memmap;
	}
	return 0;

err_remove_memmap:
	do
		mmhp_mapping_remove_memmap(range, i);
	while (i--);
	return ret;
}

/*
 * Host pages that fill a section in part leave a zone spanning the sections
 * before it, since shrink_zone_span() looks at whole sections: with blocks of
 * more than a section the boundary block has such. Nothing of the range is
 * online, so what a zone still spans of it can go.
 */
static void mmhp_mapping_shrink_zones(struct mmhp_range *range)
{
	const unsigned long start_pfn = range->layout.start_pfn;
	const unsigned long end_pfn = start_pfn + range->layout.nr_pages;
	struct zone *zone = NODE_DATA(range->nid)->node_zones;
	struct zone *end_zone = zone + MAX_NR_ZONES;

	for (; zone < end_zone; zone++) {
		const unsigned long first = max(zone->zone_start_pfn, start_pfn);
		const unsigned long end = min(zone_end_pfn(zone), end_pfn);

		if (zone_is_zone_device(zone) || first >= end)
			continue;
		mmhp_kapi_remove_pfn_range_from_zone(zone, first, end - first);
	}
}

/**
 * mmhp_mapping_remove() - undo mmhp_mapping_add()
 * @range: a range of which nothing is online
 *
 * The direct mapping was made in one go, with leaves of up to 1 GiB, and has to
 * go in one. The kernel counts down what an altmap has given away, no matter
 * which (vmem_altmap_free()): one stands for those of all pieces.
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held.
 */
void mmhp_mapping_remove(struct mmhp_range *range)
{
	const struct mmhp_layout *layout = &range->layout;
	struct vmem_altmap all = {
		.base_pfn = layout->start_pfn,
		.end_pfn = layout->start_pfn + layout->nr_pages - 1,
	};
	unsigned long i;

	for (i = 0; i < mmhp_layout_nr_pieces(layout); i++)
		all.alloc += range->pieces[i].memmap.alloc;

	mmhp_mapping_shrink_zones(range);
	mmhp_poison_clear_marks(layout->start_pfn, layout->nr_pages);
	mmhp_kapi_arch_remove_memory(mmhp_layout_start(layout),
				     mmhp_layout_size(layout), &all);
	mmhp_mapping_check_gone(&all);
}
