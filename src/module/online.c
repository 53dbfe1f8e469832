// SPDX-License-Identifier: GPL-2.0
/*
 * Onlining and offlining a whole range in one operation, all or nothing.
 *
 * What is online is the kernel's truth, in the memory blocks. It is noted per
 * block before anything changes, as the zone that the block is online in or
 * NULL; after a failure the range is brought back to that.
 *
 * Blocks go online from the lowest address up and offline from the highest
 * down. So the boundary block, which comes before all others, is the first to
 * go online and the last to go offline.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memory.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/timekeeping.h>

#include "blocks.h"
#include "deadline.h"
#include "fault.h"
#include "kapi.h"
#include "online.h"
#include "poison.h"
#include "run.h"

/*
 * Longer runs are cut: online_pages_range() does not reschedule, and
 * __offline_isolated_pages() has interrupts off, for as long as a run is.
 */
#define MMHP_ONLINE_RUN_MAX_BYTES	(64ULL << 30)

/* Finding the block that stops a range when the time is up: per block, in seconds */
#define MMHP_ONLINE_CULPRIT_SECONDS	2

static unsigned int mmhp_offline_timeout = 30;
module_param_named(offline_timeout, mmhp_offline_timeout, uint, 0644);
MODULE_PARM_DESC(offline_timeout,
		 "seconds that emptying a range may take, plus one per GiB; 0 is no limit (default 30)");

static struct zone **mmhp_online_alloc_zones(struct mmhp_range *range,
					     struct mmhp_reason *why)
{
	const unsigned long nr = mmhp_layout_nr_blocks(&range->layout);
	struct zone **zones = NULL;

	if (!mmhp_fault(NULL, "zones"))
		zones = kvcalloc(nr, sizeof(*zones), GFP_KERNEL);
	if (!zones)
		mmhp_reason_set(why, -ENOMEM, "no memory for %lu pointers", nr);
	return zones;
}

static struct zone **mmhp_online_snapshot(struct mmhp_range *range,
					  struct mmhp_reason *why)
{
	struct zone **zones = mmhp_online_alloc_zones(range, why);
	unsigned long i;

	if (zones)
		for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++)
			zones[i] = mmhp_blocks_zone(range, i);
	return zones;
}

/*
 * Does a block begin a run of its own? Host pages part it from those before it,
 * the boundary block is accounted to another group than those behind it, and
 * KASAN keeps one shadow per call of online_pages(), and frees all of it
 * with the first block that goes offline alone (kasan_mem_notifier()).
 */
static bool mmhp_online_starts_run(struct mmhp_range *range,
				   unsigned long index)
{
	struct mmhp_block block;

	mmhp_layout_block(&range->layout, index, &block);
	if (block.offset || IS_ENABLED(CONFIG_KASAN))
		return true;
	mmhp_layout_block(&range->layout, index - 1, &block);
	return mmhp_block_is_boundary(&range->layout, &block);
}

static unsigned long mmhp_online_run_max(const struct mmhp_range *range)
{
	return max(1ULL, (MMHP_ONLINE_RUN_MAX_BYTES >> PAGE_SHIFT) /
			 range->layout.block_pages);
}

/* Online each block that @want has a zone for and that is offline. */
static int mmhp_online_raise(struct mmhp_range *range, struct zone **want,
			     struct mmhp_reason *why)
{
	const unsigned long nr = mmhp_layout_nr_blocks(&range->layout);
	const unsigned long most = mmhp_online_run_max(range);
	struct mmhp_run run;
	int ret;

	for (run.first = 0; run.first < nr; run.first += run.nr) {
		run.zone = want[run.first];
		run.nr = 1;
		if (!run.zone || mmhp_blocks_zone(range, run.first))
			continue;

		while (run.first + run.nr < nr && run.nr < most &&
		       want[run.first + run.nr] == run.zone &&
		       !mmhp_blocks_zone(range, run.first + run.nr) &&
		       !mmhp_online_starts_run(range, run.first + run.nr))
			run.nr++;
		ret = mmhp_run_online(range, &run, why);
		if (ret)
			return ret;
	}
	return 0;
}

/**
 * mmhp_offline_seconds() - how long it may take to empty a range
 * @range: the range
 *
 * Return: seconds; 0 is no limit.
 */
time64_t mmhp_offline_seconds(const struct mmhp_range *range)
{
	const unsigned int timeout = READ_ONCE(mmhp_offline_timeout);

	if (!timeout)
		return 0;
	return timeout + (mmhp_layout_size(&range->layout) >> 30);
}

/* When offlining has to be done, in seconds since boot; 0 is no limit */
static time64_t mmhp_online_limit(const struct mmhp_range *range)
{
	const time64_t seconds = mmhp_offline_seconds(range);

	return seconds ? ktime_get_seconds() + seconds : 0;
}

/* What is left until @limit; something in any case, to tell which block it is */
static time64_t mmhp_online_left(time64_t limit)
{
	if (!limit)
		return 0;
	return max_t(time64_t, limit - ktime_get_seconds(),
		     MMHP_ONLINE_CULPRIT_SECONDS);
}

static int mmhp_online_busy(struct mmhp_range *range, unsigned long index,
			    int err, struct mmhp_reason *why)
{
	const unsigned long bad = mmhp_poison_count(range, index);
	struct mmhp_block block;
	unsigned long id;

	if (err == -EINTR)
		return mmhp_reason_set(why, -EINTR, "interrupted by a signal");

	mmhp_layout_block(&range->layout, index, &block);
	id = block.start_pfn / block.nr_pages;
	if (err == -ETIME)
		return mmhp_reason_set(why, -EBUSY,
			"memory%lu cannot be offlined: a page of it stays in use (offline_timeout is %u s)",
			id, mmhp_offline_timeout);
	/* A page that was found to be bad while in use is never freed. */
	if (err == -EBUSY && bad)
		return mmhp_reason_set(why, -EBUSY,
			"memory%lu cannot be offlined: it holds a page that cannot be moved; %lu of its pages are bad memory, which may be why",
			id, bad);
	if (err == -EBUSY)
		return mmhp_reason_set(why, -EBUSY,
			"memory%lu cannot be offlined: it holds a page that cannot be moved",
			id);
	return mmhp_reason_set(why, -EBUSY, "memory%lu cannot be offlined: %pe",
			       id, ERR_PTR(err));
}

/*
 * Offline a run at once. Where that fails, the kernel doesn't tell which block
 * it was: go on block by block, from the top, until one fails alone.
 */
static int mmhp_online_lower_run(struct mmhp_range *range,
				 const struct mmhp_run *run, time64_t limit,
				 struct mmhp_reason *why)
{
	struct mmhp_run one = { .nr = 1, .zone = run->zone };
	int ret = mmhp_run_offline(range, run, mmhp_online_left(limit));

	if (!ret)
		return 0;
	if (run->nr == 1 || ret == -EINTR)
		return mmhp_online_busy(range, run->first, ret, why);

	for (one.first = run->first + run->nr; one.first-- > run->first; ) {
		ret = mmhp_run_offline(range, &one, mmhp_online_left(limit));
		if (ret)
			return mmhp_online_busy(range, one.first, ret, why);
	}
	return 0;
}

/* Offline each block that is online and that @keep, if given, has no zone for. */
static int mmhp_online_lower(struct mmhp_range *range, struct zone **keep,
			     struct mmhp_reason *why)
{
	unsigned long top = mmhp_layout_nr_blocks(&range->layout);
	const unsigned long most = mmhp_online_run_max(range);
	const time64_t limit = mmhp_online_limit(range);
	struct mmhp_run run;
	int ret;

	for (; top; top = run.first) {
		run.first = top - 1;
		run.nr = 1;
		run.zone = mmhp_blocks_zone(range, run.first);
		if (!run.zone || (keep && keep[run.first]))
			continue;

		while (run.first && run.nr < most &&
		       !mmhp_online_starts_run(range, run.first) &&
		       mmhp_blocks_zone(range, run.first - 1) == run.zone &&
		       !(keep && keep[run.first - 1])) {
			run.first--;
			run.nr++;
		}
		ret = mmhp_online_lower_run(range, &run, limit, why);
		if (ret)
			return ret;
	}
	return 0;
}

/*
 * Where the range goes. What is onlined without a word for the zone follows what
 * is online already: the kernel would look at the spans of the zones, and the
 * kernel zone may span all of a movable range, up to host pages above it.
 */
static struct zone *mmhp_online_pick_zone(struct mmhp_range *range,
					  int online_type)
{
	const struct mmhp_layout *layout = &range->layout;
	const unsigned long pfn = mmhp_layout_boundary_pfn(layout);
	struct zone *zone = NULL;

	if (online_type == MMOP_ONLINE)
		zone = mmhp_blocks_first_zone(range);
	if (zone)
		return zone;
	return mmhp_kapi_zone_for_pfn_range(online_type, range->nid,
					    range->group, pfn,
					    layout->start_pfn +
					    layout->nr_pages - pfn);
}

/* The zone that each block is to be online in, host blocks left out */
static void mmhp_online_plan(struct mmhp_range *range, int online_type,
			     struct zone **want)
{
	const struct mmhp_layout *layout = &range->layout;
	struct zone *zone = mmhp_online_pick_zone(range, online_type);
	struct mmhp_block block;
	unsigned long i;

	for (i = 0; i < mmhp_layout_nr_blocks(layout); i++) {
		mmhp_layout_block(layout, i, &block);
		if (!mmhp_block_is_host(&block))
			want[i] = zone;
	}
}

/* A block that is online elsewhere than was asked for is in the way. */
static int mmhp_online_check_zones(struct mmhp_range *range, int online_type,
				   struct zone **want, struct zone **before,
				   struct mmhp_reason *why)
{
	struct mmhp_block block;
	unsigned long i;

	if (online_type == MMOP_ONLINE)
		return 0;
	for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++) {
		if (!before[i] || before[i] == want[i])
			continue;
		mmhp_layout_block(&range->layout, i, &block);
		return mmhp_reason_set(why, -EBUSY,
			"memory%lu is online in zone %s already, not in %s",
			block.start_pfn / block.nr_pages, before[i]->name,
			want[i]->name);
	}
	return 0;
}

/**
 * mmhp_online_type() - what the kernel calls it
 * @online: how a range is to go online
 *
 * Context: any.
 * Return: an MMOP_* value; the system's default where nothing was said.
 */
int mmhp_online_type(enum mmhp_online online)
{
	switch (online) {
	case MMHP_ONLINE_NOT:
		return MMOP_OFFLINE;
	case MMHP_ONLINE_ANY:
		return MMOP_ONLINE;
	case MMHP_ONLINE_KERNEL:
		return MMOP_ONLINE_KERNEL;
	case MMHP_ONLINE_MOVABLE:
		return MMOP_ONLINE_MOVABLE;
	default:
		return mmhp_kapi_default_online_type();
	}
}

static void mmhp_online_restore_failed(struct mmhp_range *range,
				       const struct mmhp_reason *why)
{
	pr_err("range 0x%llx is not as it was: %s\n",
	       mmhp_layout_start(&range->layout), why->text);
}

/*
 * Offline again what went online before something failed. A signal must not
 * stop it, as it would stop offline_pages().
 */
static void mmhp_online_undo(struct mmhp_range *range, struct zone **before)
{
	struct mmhp_reason why;
	sigset_t signals;
	int ret;

	mmhp_signals_hold(&signals);
	ret = mmhp_online_lower(range, before, &why);
	mmhp_signals_release(&signals);
	if (ret)
		mmhp_online_restore_failed(range, &why);
}

/**
 * mmhp_online_range() - online every block of a range that is offline
 * @range: the range
 * @online: to which zone; MMHP_ONLINE_NOT does nothing
 * @why: the sentence for a failure
 *
 * Context: mmhp_lock and device_hotplug_lock held.
 * Return: 0, or a negative errno and the same blocks are online as before; the
 * log says so where one could not be offlined again.
 */
int mmhp_online_range(struct mmhp_range *range, enum mmhp_online online,
		      struct mmhp_reason *why)
{
	const int online_type = mmhp_online_type(online);
	struct zone **want, **before;
	int ret = -ENOMEM;

	if (online_type == MMOP_OFFLINE)
		return 0;

	before = mmhp_online_snapshot(range, why);
	want = mmhp_online_alloc_zones(range, why);
	if (!before || !want)
		goto out;

	mmhp_online_plan(range, online_type, want);
	ret = mmhp_online_check_zones(range, online_type, want, before, why);
	if (!ret)
		ret = mmhp_poison_check_want(range, want, before, why);
	if (ret)
		goto out;

	ret = mmhp_online_raise(range, want, why);
	if (ret)
		mmhp_online_undo(range, before);
out:
	kvfree(want);
	kvfree(before);
	return ret;
}

/**
 * mmhp_offline_range() - offline every block of a range that is online
 * @range: the range
 * @check: what has to hold when it is offline, 0 or a negative errno; or NULL
 * @why: the sentence for a failure
 *
 * Context: mmhp_lock and device_hotplug_lock held. Stops at a signal and at
 * the time limit.
 * Return: 0; -EBUSY if a block stays online; -EINTR for a signal; what @check
 * says. On failure the same blocks are online, in the same zones, as before, but
 * for those that hold bad memory: the log names them.
 */
int mmhp_offline_range(struct mmhp_range *range,
		       int (*check)(struct mmhp_range *range,
				    struct mmhp_reason *why),
		       struct mmhp_reason *why)
{
	struct zone **before = mmhp_online_snapshot(range, why);
	struct mmhp_reason undo;
	int ret;

	if (!before)
		return -ENOMEM;
	ret = mmhp_online_lower(range, NULL, why);
	if (!ret && check)
		ret = check(range, why);
	if (ret) {
		mmhp_poison_leave_out(range, before);
		if (mmhp_online_raise(range, before, &undo))
			mmhp_online_restore_failed(range, &undo);
	}
	kvfree(before);
	return ret;
}
