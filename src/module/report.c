// SPDX-License-Identifier: GPL-2.0
/*
 * What the log says of a range: what it costs, and where all of it is, or would
 * be.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/kernel.h>
#include <linux/memory.h>
#include <linux/memory_hotplug.h>
#include <linux/memory-tiers.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/printk.h>

#include "engine.h"
#include "group.h"
#include "kapi.h"
#include "online.h"
#include "placement.h"
#include "report.h"
#include "tier.h"
#include "words.h"

/**
 * mmhp_report_range() - say what a range is
 * @what: what became of it
 * @range: the range
 *
 * Context: process.
 */
void mmhp_report_range(const char *what, const struct mmhp_range *range)
{
	const struct mmhp_layout *layout = &range->layout;
	const u64 start = mmhp_layout_start(layout);

	pr_info("%s 0x%llx-0x%llx on node %d: engine %s, layout %s, %lu blocks of 0x%llx, %lu of them for the memmap alone; memmap 0x%llx bytes inside the range, room for %lu pages of 1 GiB\n",
		what, start, start + mmhp_layout_size(layout) - 1,
		range->nid, range->engine->name,
		mmhp_word_text(mmhp_layout_words, layout->kind),
		mmhp_layout_nr_blocks(layout), (u64)PFN_PHYS(layout->block_pages),
		mmhp_layout_nr_blocks(layout) - mmhp_layout_usable_blocks(layout),
		(u64)PFN_PHYS(layout->host_pages) * mmhp_layout_nr_pieces(layout),
		mmhp_layout_gigantic(layout, PUD_SIZE));
}

static void mmhp_report_memmap(const struct mmhp_layout *layout)
{
	const u64 start = mmhp_layout_start(layout);
	const unsigned long boundary_pfn = mmhp_layout_boundary_pfn(layout);

	if (mmhp_layout_nr_pieces(layout) > 1)
		pr_info("dry run: the first %lu pages of each block hold its memmap\n",
			layout->host_pages);
	else
		pr_info("dry run: memmap at 0x%llx-0x%llx; usable from memory%lu on, at offset %lu pages in it\n",
			start, start + (u64)PFN_PHYS(layout->host_pages) - 1,
			boundary_pfn / layout->block_pages,
			mmhp_layout_boundary_offset(layout));
}

static void mmhp_report_tier(const struct mmhp_range *range)
{
	const int adistance = mmhp_tier_expect(range);

	if (adistance == MMHP_TIER_UNKNOWN)
		pr_info("dry run: node %d has the memory type of another driver\n",
			range->nid);
	else
		pr_info("dry run: memory type of distance %d, memory_tier%d\n",
			adistance, adistance >> MEMTIER_CHUNK_BITS);
}

/* The kernel's own answer, given a group like the one that the range would have */
static int mmhp_report_zone(const struct mmhp_range *range, int online_type,
			    struct mmhp_reason *why)
{
	const struct mmhp_layout *layout = &range->layout;
	const unsigned long pfn = mmhp_layout_boundary_pfn(layout);
	struct memory_group group = {
		.nid = range->nid,
		.s.max_pages = mmhp_group_pages(layout),
	};
	const char *name;
	int ret = mmhp_kapi_wait_device_hotplug(why);

	if (ret)
		return ret;
	name = mmhp_kapi_zone_for_pfn_range(online_type, range->nid, &group, pfn,
					    layout->start_pfn +
					    layout->nr_pages - pfn)->name;
	mmhp_kapi_unlock_device_hotplug();
	pr_info("dry run: online in zone %s\n", name);
	return 0;
}

static int mmhp_report_online(const struct mmhp_range *range,
			      const struct mmhp_request *req,
			      struct mmhp_reason *why)
{
	struct mmhp_reason unused;
	int ret, online_type;

	if (req->standby) {
		pr_info("dry run: in standby, untested and untouched until it goes online\n");
		return 0;
	}
	if (mmhp_kapi_check(&unused)) {
		pr_info("dry run: goes online as auto_online_blocks says\n");
		return 0;
	}
	online_type = mmhp_online_type(req->online);
	if (online_type == MMOP_OFFLINE) {
		pr_info("dry run: stays offline\n");
		return 0;
	}
	ret = mmhp_report_zone(range, online_type, why);
	if (!ret && req->online == MMHP_ONLINE_MOVABLE)
		mmhp_placement_warn_movable("dry run, warning: ", range);
	return ret;
}

/**
 * mmhp_report_plan() - say what an add would do
 * @range: with engine, layout and node set
 * @req: the request
 * @why: the sentence for a failure
 *
 * Context: process, may sleep; mmhp_lock held, takes device_hotplug_lock.
 * Return: 0; -EINTR if a signal came.
 */
int mmhp_report_plan(const struct mmhp_range *range,
		     const struct mmhp_request *req, struct mmhp_reason *why)
{
	mmhp_report_range("dry run, would add", range);
	mmhp_report_memmap(&range->layout);
	mmhp_report_tier(range);
	return mmhp_report_online(range, req, why);
}
