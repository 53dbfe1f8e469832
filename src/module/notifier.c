// SPDX-License-Identifier: GPL-2.0
/*
 * What the kernel tells about blocks going on- and offline, by whomever. It is
 * checked against the rules of the layout, and vetoed where it breaks them:
 *
 *  - host pages are never handed to the page allocator;
 *  - in layout "range" the boundary block goes online first and offline last:
 *    its struct pages carry the tags of the host pages in it, which hold the
 *    memmap of the blocks behind it;
 *  - what goes online has a memmap whose host pages carry the tag, so that
 *    HugeTLB never frees it;
 *  - a block with bad memory does not go online again, nor do others whose memmap
 *    is in a host block with bad memory;
 *  - what goes online goes to the page allocator, and not to a balloon driver.
 *
 * Host blocks are set up and tagged with the first block that goes online, and
 * torn down with the last that goes offline.
 *
 * The notifier runs with device_hotplug_lock and mem_hotplug_lock held, by
 * whoever changes a block, and never takes mmhp_lock. device_hotplug_lock also
 * guards the list of ranges here.
 */
#include <linux/list.h>
#include <linux/memory.h>
#include <linux/mm.h>
#include <linux/notifier.h>
#include <trace/events/mmhp.h>

#include "error_log.h"
#include "fault.h"
#include "host.h"
#include "kapi.h"
#include "memmap.h"
#include "notifier.h"
#include "poison.h"
#include "tier.h"

static LIST_HEAD(mmhp_watched_ranges);

/**
 * struct mmhp_span - pages that change state, as far as they are in a range
 * @start_pfn: first pfn
 * @end_pfn: pfn behind the last
 */
struct mmhp_span {
	unsigned long start_pfn;
	unsigned long end_pfn;
};

static bool mmhp_notifier_span(const struct mmhp_range *range,
			       const struct memory_notify *arg,
			       struct mmhp_span *span)
{
	const struct mmhp_layout *layout = &range->layout;

	span->start_pfn = max(arg->start_pfn, layout->start_pfn);
	span->end_pfn = min(arg->start_pfn + arg->nr_pages,
			    layout->start_pfn + layout->nr_pages);
	return span->start_pfn < span->end_pfn;
}

static bool mmhp_notifier_block_online(unsigned long pfn)
{
	struct memory_block *mem = mmhp_kapi_memory_block_get(pfn);
	bool online;

	if (!mem)
		return false;
	online = mem->state == MEM_ONLINE;
	memory_block_put(mem);
	return online;
}

/* A block of the range that is online and not in the span; 0 if there is none */
static unsigned long mmhp_notifier_other_online(const struct mmhp_range *range,
						const struct mmhp_span *span)
{
	const struct mmhp_layout *layout = &range->layout;
	const unsigned long end_pfn = layout->start_pfn + layout->nr_pages;
	unsigned long pfn = mmhp_layout_boundary_pfn(layout);

	for (; pfn < end_pfn; pfn += layout->block_pages)
		if ((pfn + layout->block_pages <= span->start_pfn ||
		     pfn >= span->end_pfn) && mmhp_notifier_block_online(pfn))
			return pfn;
	return 0;
}

/* Does the span take the boundary block along? */
static bool mmhp_notifier_has_boundary(const struct mmhp_layout *layout,
				       const struct mmhp_span *span)
{
	const unsigned long pfn = mmhp_layout_boundary_pfn(layout);

	return span->start_pfn < pfn + layout->block_pages && span->end_pfn > pfn;
}

static int mmhp_notifier_check_block(const struct mmhp_block *block,
				     const struct mmhp_span *span,
				     struct mmhp_reason *why)
{
	const unsigned long structs_per_page = PAGE_SIZE / sizeof(struct page);
	const unsigned long first = max(span->start_pfn, block->start_pfn);
	unsigned long done = 0;

	if (first < block->start_pfn + block->offset)
		return mmhp_reason_set(why, -EBUSY,
			"pfn 0x%lx holds a memmap and cannot go online", first);

	/* HugeTLB looks at one page of each leaf; so is done here. */
	while (done < block->memmap_pages) {
		unsigned long frame, left_pages;

		if (mmhp_memmap_frame(block->start_pfn + done * structs_per_page,
				      &frame, &left_pages) ||
		    frame != block->memmap_pfn + done ||
		    !mmhp_memmap_is_tagged(frame))
			return mmhp_reason_set(why, -EBUSY,
				"pfn 0x%lx, which holds a part of its memmap, is not tagged",
				block->memmap_pfn + done);
		done += left_pages;
	}
	return 0;
}

static int mmhp_notifier_going_online(struct mmhp_range *range,
				      const struct mmhp_span *span,
				      struct mmhp_reason *why)
{
	const struct mmhp_layout *layout = &range->layout;
	const unsigned long boundary_pfn = mmhp_layout_boundary_pfn(layout);
	unsigned long i;
	int ret;

	if (mmhp_layout_has_boundary(layout) &&
	    !mmhp_notifier_has_boundary(layout, span) &&
	    !mmhp_notifier_block_online(boundary_pfn))
		return mmhp_reason_set(why, -EBUSY,
			"memory%lu has to go online first: it carries the tags of this block's memmap",
			boundary_pfn / layout->block_pages);

	ret = mmhp_kapi_check_online_callback(why);
	if (ret)
		return ret;
	ret = mmhp_poison_check(range, span->start_pfn, span->end_pfn, why);
	if (ret)
		return ret;
	ret = mmhp_host_set_up(range, why);
	if (ret)
		return ret;

	for (i = (span->start_pfn - layout->start_pfn) / layout->block_pages;
	     i < DIV_ROUND_UP(span->end_pfn - layout->start_pfn,
			      layout->block_pages); i++) {
		struct mmhp_block block;

		mmhp_layout_block(layout, i, &block);
		ret = mmhp_notifier_check_block(&block, span, why);
		if (ret)
			return ret;
	}
	return 0;
}

static int mmhp_notifier_going_offline(const struct mmhp_range *range,
				       const struct mmhp_span *span,
				       struct mmhp_reason *why)
{
	const struct mmhp_layout *layout = &range->layout;
	unsigned long other;

	if (!mmhp_layout_has_boundary(layout) ||
	    !mmhp_notifier_has_boundary(layout, span))
		return 0;
	other = mmhp_notifier_other_online(range, span);
	if (!other)
		return 0;
	return mmhp_reason_set(why, -EBUSY,
		"memory%lu has to go offline first: this block carries the tags of its memmap",
		other / layout->block_pages);
}

/* What was to go online did not, or what was online is not any more. */
static void mmhp_notifier_gone_offline(struct mmhp_range *range,
				       const struct mmhp_span *span)
{
	if (!range->host_zone || mmhp_notifier_other_online(range, span))
		return;
	mmhp_poison_note(range, range->layout.start_pfn,
			 mmhp_layout_boundary_pfn(&range->layout));
	mmhp_host_tear_down(range);
}

static void mmhp_notifier_report(const struct mmhp_range *range,
				 unsigned long pfn, bool online, int err,
				 const struct mmhp_reason *why)
{
	const struct mmhp_layout *layout = &range->layout;
	const unsigned long block = pfn / layout->block_pages;

	trace_mmhp_range_veto(mmhp_layout_start(layout),
			      mmhp_layout_size(layout), layout->kind, block,
			      online, err);
	mmhp_error_log_add_block(block, online, err, why);
}

static int mmhp_notifier_range(struct mmhp_range *range, unsigned long action,
			       const struct memory_notify *arg)
{
	struct mmhp_reason why;
	struct mmhp_span span;
	int ret = 0;

	if (!mmhp_notifier_span(range, arg, &span))
		return 0;

	switch (action) {
	case MEM_GOING_ONLINE:
		ret = mmhp_notifier_going_online(range, &span, &why) ?:
		      mmhp_fault(&why, "a veto of going online");
		break;
	case MEM_GOING_OFFLINE:
		ret = mmhp_notifier_going_offline(range, &span, &why) ?:
		      mmhp_fault(&why, "a veto of going offline");
		break;
	case MEM_OFFLINE:
		mmhp_poison_note(range, span.start_pfn, span.end_pfn);
		fallthrough;
	case MEM_CANCEL_ONLINE:
		mmhp_notifier_gone_offline(range, &span);
		break;
	}
	if (ret)
		mmhp_notifier_report(range, span.start_pfn,
				     action == MEM_GOING_ONLINE, ret, &why);
	return ret;
}

static int mmhp_notifier_call(struct notifier_block *nb, unsigned long action,
			      void *data)
{
	const struct memory_notify *arg = data;
	struct mmhp_range *range;
	int ret;

	if (action == MEM_GOING_OFFLINE)
		mmhp_tier_going_offline(pfn_to_nid(arg->start_pfn));
	list_for_each_entry(range, &mmhp_watched_ranges, watched) {
		ret = mmhp_notifier_range(range, action, data);
		if (ret)
			return notifier_from_errno(ret);
	}
	return NOTIFY_OK;
}

static struct notifier_block mmhp_notifier_nb = {
	.notifier_call = mmhp_notifier_call,
};

/**
 * mmhp_notifier_watch() - apply the rules to a range from now on
 * @range: the range
 *
 * Context: device_hotplug_lock held, before its first block can go online.
 */
void mmhp_notifier_watch(struct mmhp_range *range)
{
	list_add_tail(&range->watched, &mmhp_watched_ranges);
}

/**
 * mmhp_notifier_unwatch() - undo mmhp_notifier_watch()
 * @range: the range
 *
 * Context: device_hotplug_lock held.
 */
void mmhp_notifier_unwatch(struct mmhp_range *range)
{
	list_del(&range->watched);
}

/**
 * mmhp_notifier_init() - listen to the kernel's memory notifiers
 *
 * Context: module init, may sleep.
 * Return: 0 or a negative errno.
 */
int mmhp_notifier_init(void)
{
	return register_memory_notifier(&mmhp_notifier_nb);
}

/**
 * mmhp_notifier_exit() - undo mmhp_notifier_init()
 *
 * Context: module exit; no range exists.
 */
void mmhp_notifier_exit(void)
{
	unregister_memory_notifier(&mmhp_notifier_nb);
}
