// SPDX-License-Identifier: GPL-2.0
/*
 * The registry of ranges: the only yes or no to a request.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memory.h>
#include <linux/memory_hotplug.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/nodemask.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>
#include <trace/events/mmhp.h>

#include "claim.h"
#include "engine.h"
#include "hotplug.h"
#include "kapi.h"
#include "node.h"
#include "placement.h"
#include "power.h"
#include "range.h"
#include "report.h"
#include "verify.h"

/* What each tracepoint of a range is told */
#define MMHP_RANGE_TRACE(range, result, us)				\
	mmhp_layout_start(&(range)->layout),				\
	mmhp_layout_size(&(range)->layout), (range)->layout.kind, result, \
	us

/* Guards the registry, and serialises requests. Outermost lock of the module. */
static DEFINE_MUTEX(mmhp_lock);

/* Sorted by address */
static LIST_HEAD(mmhp_ranges);

/**
 * mmhp_range_lock() - take mmhp_lock
 *
 * Context: process, may sleep.
 * Return: 0, or -EINTR if a signal came first: a request may take long.
 */
int mmhp_range_lock(void)
{
	return mutex_lock_interruptible(&mmhp_lock);
}

/**
 * mmhp_range_trylock() - take mmhp_lock if nobody has it
 *
 * Context: process.
 * Return: true if it was taken.
 */
bool mmhp_range_trylock(void)
{
	return mutex_trylock(&mmhp_lock);
}

/**
 * mmhp_range_unlock() - undo mmhp_range_lock()
 */
void mmhp_range_unlock(void)
{
	mutex_unlock(&mmhp_lock);
}

/**
 * mmhp_range_list() - every range, by address
 *
 * Context: mmhp_lock held, for as long as the list is used.
 * Return: the head of the list.
 */
struct list_head *mmhp_range_list(void)
{
	return &mmhp_ranges;
}

static s64 mmhp_range_us_since(ktime_t began)
{
	return ktime_us_delta(ktime_get(), began);
}

/* How long it took; kept if it succeeded */
static s64 mmhp_range_timed(struct mmhp_range *range, enum mmhp_timing what,
			    int ret, ktime_t began)
{
	const s64 us = mmhp_range_us_since(began);

	if (!ret)
		WRITE_ONCE(range->took_us[what], us);
	return us;
}

static int mmhp_range_verify(struct mmhp_range *range, struct mmhp_reason *why)
{
	const ktime_t began = ktime_get();
	const int ret = mmhp_verify_range(range, range->verify, why);

	if (range->verify != MMHP_VERIFY_NONE)
		mmhp_range_timed(range, MMHP_TIMING_VERIFY, ret, began);
	return ret;
}

static u64 mmhp_range_last(const struct mmhp_layout *layout)
{
	return mmhp_layout_start(layout) + mmhp_layout_size(layout) - 1;
}

/* The range that @addr lies in, or NULL */
static struct mmhp_range *mmhp_range_at(u64 addr)
{
	struct mmhp_range *range;

	list_for_each_entry(range, &mmhp_ranges, list)
		if (addr >= mmhp_layout_start(&range->layout) &&
		    addr <= mmhp_range_last(&range->layout))
			return range;
	return NULL;
}

static struct mmhp_range *mmhp_range_find(u64 start, struct mmhp_reason *why)
{
	struct mmhp_range *range = mmhp_range_at(start);

	if (!range) {
		mmhp_reason_set(why, -ENOENT,
				"no range that was added here is at 0x%llx",
				start);
		return ERR_PTR(-ENOENT);
	}
	if (mmhp_layout_start(&range->layout) != start) {
		mmhp_reason_set(why, -ENOENT,
				"0x%llx lies inside the range that starts at 0x%llx",
				start, mmhp_layout_start(&range->layout));
		return ERR_PTR(-ENOENT);
	}
	return range;
}

static void mmhp_range_insert(struct mmhp_range *new)
{
	struct mmhp_range *range;

	list_for_each_entry(range, &mmhp_ranges, list)
		if (range->layout.start_pfn > new->layout.start_pfn)
			break;
	list_add_tail(&new->list, &range->list);
}

static int mmhp_range_plan(const struct mmhp_request *req,
			   struct mmhp_layout *layout, struct mmhp_reason *why)
{
	const struct mmhp_geometry geometry = {
		.block_bytes = memory_block_size_bytes(),
		.page_bytes = PAGE_SIZE,
		.struct_page_bytes = sizeof(struct page),
		.host_align_pages = max_t(unsigned long, PMD_SIZE / PAGE_SIZE,
					  pageblock_nr_pages),
	};
	const u64 size = req->has_size ? req->size : geometry.block_bytes;

	return mmhp_layout_init(layout, req->layout, req->start, size,
				&geometry, why);
}

static int mmhp_range_check_overlap(const struct mmhp_layout *layout,
				    struct mmhp_reason *why)
{
	struct mmhp_range *range;

	list_for_each_entry(range, &mmhp_ranges, list) {
		if (mmhp_layout_start(&range->layout) > mmhp_range_last(layout) ||
		    mmhp_range_last(&range->layout) < mmhp_layout_start(layout))
			continue;
		return mmhp_reason_set(why, -EEXIST,
			"0x%llx-0x%llx was added here before",
			mmhp_layout_start(&range->layout),
			mmhp_range_last(&range->layout));
	}
	return 0;
}

/* Everything that can be said of a probe line before anything is changed */
static int mmhp_range_check(struct mmhp_request *req, struct mmhp_range *range,
			    struct mmhp_reason *why)
{
	int ret;

	range->adistance = req->adistance;
	range->verify = req->verify;
	range->engine = mmhp_engine_pick(req->engine, why);
	if (IS_ERR(range->engine))
		return PTR_ERR(range->engine);
	ret = range->engine->accept(req, why);
	if (ret)
		return ret;
	ret = mmhp_range_plan(req, &range->layout, why);
	if (ret)
		return ret;
	ret = mmhp_claim_check_mappable(mmhp_layout_start(&range->layout),
					mmhp_range_last(&range->layout), why);
	if (ret)
		return ret;
	ret = mmhp_range_check_overlap(&range->layout, why);
	if (ret)
		return ret;
	ret = mmhp_claim_check_free(mmhp_layout_start(&range->layout),
				    mmhp_range_last(&range->layout), req->allow,
				    why);
	if (ret)
		return ret;
	ret = mmhp_node_pick(req->node, &range->layout, &range->nid, why);
	if (ret || req->standby)
		return ret;
	ret = mmhp_kapi_check_online_callback(why);
	return ret ?: mmhp_range_verify(range, why);
}

static int mmhp_range_add(const struct mmhp_request *req,
			  struct mmhp_range *range, struct mmhp_reason *why)
{
	const bool new_node = !node_state(range->nid, N_NORMAL_MEMORY);
	int ret;

	if (req->dry_run)
		return mmhp_report_plan(range, req, why);
	if (req->online == MMHP_ONLINE_MOVABLE && !req->standby)
		mmhp_placement_warn_movable("", range);
	ret = mmhp_hotplug_add(range, req, why);
	if (!mmhp_hotplug_exists(range))
		return ret;

	mmhp_range_insert(range);
	mmhp_report_range(req->standby ? "in standby" : "added", range);
	if (new_node)
		mmhp_placement_warn_kernel(range);
	return ret;
}

static int mmhp_range_probe(struct mmhp_request *req, struct mmhp_reason *why)
{
	struct mmhp_range *range = kzalloc(sizeof(*range), GFP_KERNEL);
	const ktime_t began = ktime_get();
	s64 us;
	int ret;

	if (!range)
		return mmhp_reason_set(why, -ENOMEM, "no memory for a range");

	ret = mmhp_range_check(req, range, why);
	if (!ret) {
		ret = mmhp_range_add(req, range, why);
		us = mmhp_range_timed(range, MMHP_TIMING_ADD, ret, began);
		if (!req->dry_run)
			trace_mmhp_range_add(MMHP_RANGE_TRACE(range, ret, us));
	}
	if (!mmhp_hotplug_exists(range))
		kfree(range);
	return ret;
}

static int mmhp_range_remove(const struct mmhp_request *req,
			     struct mmhp_range *range, struct mmhp_reason *why)
{
	const ktime_t began = ktime_get();
	int ret;

	if (req->has_size && req->size != mmhp_layout_size(&range->layout))
		return mmhp_reason_set(why, -EINVAL,
			"the range at 0x%llx has 0x%llx bytes and goes as a whole, as it came",
			req->start, mmhp_layout_size(&range->layout));

	ret = mmhp_hotplug_remove(range, why);
	trace_mmhp_range_remove(MMHP_RANGE_TRACE(range, ret,
						 mmhp_range_us_since(began)));
	if (ret)
		return ret;

	list_del(&range->list);
	pr_info("removed 0x%llx-0x%llx\n", mmhp_layout_start(&range->layout),
		mmhp_range_last(&range->layout));
	kfree(range);
	return 0;
}

static int mmhp_range_online(const struct mmhp_request *req,
			     struct mmhp_range *range, struct mmhp_reason *why)
{
	const bool new_node = !node_state(range->nid, N_NORMAL_MEMORY);
	const ktime_t began = ktime_get();
	int ret = 0;
	s64 us;

	if (req->online == MMHP_ONLINE_MOVABLE)
		mmhp_placement_warn_movable("", range);
	if (mmhp_hotplug_in_standby(range))
		ret = mmhp_kapi_check_online_callback(why) ?:
		      mmhp_range_verify(range, why);
	if (!ret)
		ret = mmhp_hotplug_online(range, req->online, why);
	if (!ret && new_node)
		mmhp_placement_warn_kernel(range);
	us = mmhp_range_timed(range, MMHP_TIMING_ONLINE, ret, began);
	trace_mmhp_range_online(MMHP_RANGE_TRACE(range, ret, us));
	return ret;
}

static int mmhp_range_offline(const struct mmhp_request *req,
			      struct mmhp_range *range, struct mmhp_reason *why)
{
	const ktime_t began = ktime_get();
	const int ret = mmhp_hotplug_offline(range, why);
	const s64 us = mmhp_range_timed(range, MMHP_TIMING_OFFLINE, ret, began);

	trace_mmhp_range_offline(MMHP_RANGE_TRACE(range, ret, us));
	return ret;
}

static int mmhp_range_standby(const struct mmhp_request *req,
			      struct mmhp_range *range, struct mmhp_reason *why)
{
	const ktime_t began = ktime_get();
	const int ret = mmhp_hotplug_standby(range, why);

	trace_mmhp_range_standby(MMHP_RANGE_TRACE(range, ret,
						  mmhp_range_us_since(began)));
	return ret;
}

static int mmhp_range_dispatch(struct mmhp_request *req,
			       struct mmhp_reason *why)
{
	struct mmhp_range *range;
	int ret;

	if (req->verb == MMHP_PROBE || req->verb == MMHP_ONLINE) {
		ret = mmhp_power_check_awake(why);
		if (ret)
			return ret;
	}
	if (req->verb == MMHP_PROBE)
		return mmhp_range_probe(req, why);

	range = mmhp_range_find(req->start, why);
	if (IS_ERR(range))
		return PTR_ERR(range);
	switch (req->verb) {
	case MMHP_REMOVE:
		return mmhp_range_remove(req, range, why);
	case MMHP_ONLINE:
		return mmhp_range_online(req, range, why);
	case MMHP_OFFLINE:
		return mmhp_range_offline(req, range, why);
	case MMHP_STANDBY:
		return mmhp_range_standby(req, range, why);
	default:
		return mmhp_reason_set(why, -EINVAL, "unknown request");
	}
}

/**
 * mmhp_range_request() - carry a request out
 * @req: the request; what it leaves open is settled
 * @why: the sentence for a failure
 *
 * Context: process, may sleep; takes mmhp_lock, and inside it what memory
 * hotplug takes.
 * Return: 0, or a negative errno and nothing has changed: see struct
 * mmhp_request and the errno table in the README.
 */
int mmhp_range_request(struct mmhp_request *req, struct mmhp_reason *why)
{
	int ret = mmhp_range_lock();

	if (ret)
		return mmhp_reason_set(why, ret, "interrupted by a signal");
	ret = mmhp_range_dispatch(req, why);
	mmhp_range_unlock();
	return ret;
}
