// SPDX-License-Identifier: GPL-2.0
/*
 * What to tell a user about where memory goes: things that are allowed and done,
 * but that people regret later.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/memory_hotplug.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/moduleparam.h>
#include <linux/nodemask.h>
#include <linux/printk.h>

#include "placement.h"
#include "state.h"

/* The default of the kernel's memory_hotplug.auto_movable_ratio */
static unsigned int mmhp_movable_ratio = 301;
module_param_named(movable_ratio, mmhp_movable_ratio, uint, 0644);
MODULE_PARM_DESC(movable_ratio,
		 "movable memory in percent of the boot memory for the kernel beyond which online_movable is warned about; 0 is never (default 301)");

/**
 * struct mmhp_placement_stats - memory by what it can be used for
 * @movable_pages: pages in ZONE_MOVABLE
 * @kernel_pages: pages of boot memory in the other zones
 *
 * As struct auto_movable_stats in mm/memory_hotplug.c.
 */
struct mmhp_placement_stats {
	u64 movable_pages;
	u64 kernel_pages;
};

static void mmhp_placement_count_node(int nid,
				      struct mmhp_placement_stats *stats)
{
	const struct zone *zones = NODE_DATA(nid)->node_zones;
	int i;

	for (i = 0; i < MAX_NR_ZONES; i++)
		if (i == ZONE_MOVABLE)
			stats->movable_pages += zones[i].present_pages;
		else
			stats->kernel_pages += zones[i].present_early_pages;
}

/* Usable pages that are still to go online */
static u64 mmhp_placement_count_offline(const struct mmhp_range *range)
{
	struct mmhp_block block;
	unsigned long i;
	u64 pages = 0;

	for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++) {
		mmhp_layout_block(&range->layout, i, &block);
		if (!mmhp_state_zone(range, i))
			pages += block.nr_pages - block.offset;
	}
	return pages;
}

/**
 * mmhp_placement_warn_movable() - warn about too much movable memory
 * @what: what the line begins with
 * @range: a range that someone wants to be movable
 *
 * The kernel can use none of it for itself; where there is too much, it runs
 * out of memory while much is free. auto_movable_can_online_movable() applies
 * the same rule when the choice is the kernel's.
 *
 * Context: process; a snapshot.
 */
void mmhp_placement_warn_movable(const char *what,
				 const struct mmhp_range *range)
{
	const unsigned int ratio = READ_ONCE(mmhp_movable_ratio);
	const struct mmhp_layout *layout = &range->layout;
	struct mmhp_placement_stats stats = {};
	int nid;

	for_each_online_node(nid)
		mmhp_placement_count_node(nid, &stats);
	stats.movable_pages += mmhp_placement_count_offline(range);
	if (!ratio || stats.movable_pages * 100 <= stats.kernel_pages * ratio)
		return;
	pr_warn("%s0x%llx as movable makes %llu MiB movable against %llu MiB of boot memory that the kernel can use for itself, more than %u%%: the kernel may run out of memory while much is free\n",
		what, mmhp_layout_start(layout),
		stats.movable_pages >> (20 - PAGE_SHIFT),
		stats.kernel_pages >> (20 - PAGE_SHIFT), ratio);
}

/**
 * mmhp_placement_warn_kernel() - warn about kernel memory that stays
 * @range: a range that was onlined on a node without other kernel memory
 *
 * The allocators put pages of their own there at once, as the nearest to that
 * node, and such pages cannot be moved.
 *
 * Context: mmhp_lock held.
 */
void mmhp_placement_warn_kernel(const struct mmhp_range *range)
{
	unsigned long i;

	for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++) {
		const struct zone *zone = mmhp_state_zone(range, i);

		if (!zone || zone_idx(zone) == ZONE_MOVABLE)
			continue;
		pr_warn("0x%llx is the only kernel memory of node %d: the kernel may use it at once for what cannot be moved, and then it can never be removed; online_movable avoids that\n",
			mmhp_layout_start(&range->layout), range->nid);
		return;
	}
}
