// SPDX-License-Identifier: GPL-2.0
/*
 * A sweep: all blocks of a range that are to change, run by run.
 *
 * Of the runs that change, the lowest goes online first and offline last: so does
 * the boundary block, which comes before all others. The others go from the
 * highest address down, with a hole above the lowest: it is there by itself on the
 * way up, and on the way down the second lowest goes first to make it. At the
 * first hole ends set_zone_contiguous(), with which the kernel goes through the
 * zone after each online_pages() and offline_pages(); a zone without one it would
 * go through to its end, for each block in layout block.
 */
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memory.h>
#include <linux/mm.h>
#include <linux/moduleparam.h>
#include <linux/sizes.h>

#include "blocks.h"
#include "kapi.h"
#include "poison.h"
#include "run.h"
#include "sweep.h"

/*
 * Longer runs are cut: online_pages_range() does not reschedule, and
 * __offline_isolated_pages() has interrupts off, for as long as a run is.
 */
#define MMHP_SWEEP_RUN_MAX_BYTES	(64ULL << 30)

/*
 * offline_pages() goes over the memmap of a run several times, so that it had
 * better fit into a CPU's cache: it is a 64th of this. But where memory is in
 * use, its pages may be moved to a run that is next, and moved again.
 */
#define MMHP_SWEEP_IDLE_RUN_MAX_BYTES	(2ULL << 30)

/* Once a run has taken too long, what is left is to find the block: seconds per run, and per GiB */
#define MMHP_SWEEP_CULPRIT_SECONDS	2

static unsigned int mmhp_offline_timeout = 30;
module_param_named(offline_timeout, mmhp_offline_timeout, uint, 0644);
MODULE_PARM_DESC(offline_timeout,
		 "seconds that blocks which go offline at once may take, plus one per GiB of them; 0 is no limit (default 30)");

/**
 * struct mmhp_sweep - blocks of a range that are to change
 * @range: the range
 * @raise: they are to go online; else offline
 * @zones: per block, the zone that it is to be online in; to go offline: those
 *	that have one stay as they are. NULL if all are to go offline.
 * @late: a run has taken longer than it may
 */
struct mmhp_sweep {
	struct mmhp_range *range;
	bool raise;
	struct zone **zones;
	bool late;
};

/* The zone that a block is to go to, or to leave; NULL if it does not change */
static struct zone *mmhp_sweep_zone(const struct mmhp_sweep *sweep,
				    unsigned long index)
{
	struct zone *now = mmhp_blocks_zone(sweep->range, index);

	if (sweep->raise)
		return now ? NULL : sweep->zones[index];
	return sweep->zones && sweep->zones[index] ? NULL : now;
}

/*
 * Does a block begin a run of its own? Host pages part it from those before it,
 * the boundary block is accounted to another group than those behind it, and
 * KASAN keeps one shadow per call of online_pages(), and frees all of it
 * with the first block that goes offline alone (kasan_mem_notifier()).
 */
static bool mmhp_sweep_starts_run(struct mmhp_range *range,
				  unsigned long index)
{
	struct mmhp_block block;

	mmhp_layout_block(&range->layout, index, &block);
	if (block.offset || IS_ENABLED(CONFIG_KASAN))
		return true;
	mmhp_layout_block(&range->layout, index - 1, &block);
	return mmhp_block_is_boundary(&range->layout, &block);
}

/* Is hardly a page of a zone in use, so that few have to be moved */
static bool mmhp_sweep_is_idle(struct zone *zone)
{
	const unsigned long managed = zone_managed_pages(zone);

	return zone_page_state(zone, NR_FREE_PAGES) >= managed - managed / 16;
}

/*
 * The most blocks of a run that goes to, or leaves, @zone. No page of 1 GiB may fit where
 * Intel's IOMMU would map it so, since a block of it may leave by itself.
 */
static unsigned long mmhp_sweep_run_max(const struct mmhp_sweep *sweep,
					struct zone *zone)
{
	u64 bytes = sweep->raise || mmhp_sweep_is_idle(zone) ?
				  MMHP_SWEEP_IDLE_RUN_MAX_BYTES :
				  MMHP_SWEEP_RUN_MAX_BYTES;

	if (mmhp_kapi_iommu_follows_memory())
		bytes = min_t(u64, bytes, SZ_1G - PAGE_SIZE);
	return max_t(u64, 1, (bytes >> PAGE_SHIFT) /
			     sweep->range->layout.block_pages);
}

/* The lowest run from block @index on */
static bool mmhp_sweep_find_lowest(const struct mmhp_sweep *sweep,
				   unsigned long index, struct mmhp_run *run)
{
	const unsigned long nr = mmhp_layout_nr_blocks(&sweep->range->layout);
	unsigned long most;

	for (run->first = index; run->first < nr; run->first++) {
		run->zone = mmhp_sweep_zone(sweep, run->first);
		if (run->zone)
			break;
	}
	if (run->first >= nr)
		return false;

	most = mmhp_sweep_run_max(sweep, run->zone);
	run->nr = 1;
	while (run->first + run->nr < nr && run->nr < most &&
	       !mmhp_sweep_starts_run(sweep->range, run->first + run->nr) &&
	       mmhp_sweep_zone(sweep, run->first + run->nr) == run->zone)
		run->nr++;
	return true;
}

/* The highest run from block @bottom on and before block @top */
static bool mmhp_sweep_find_highest(const struct mmhp_sweep *sweep,
				    unsigned long bottom, unsigned long top,
				    struct mmhp_run *run)
{
	unsigned long most;

	for (run->first = top; run->first > bottom; run->first--) {
		run->zone = mmhp_sweep_zone(sweep, run->first - 1);
		if (run->zone)
			break;
	}
	if (run->first <= bottom)
		return false;

	most = mmhp_sweep_run_max(sweep, run->zone);
	run->first--;
	run->nr = 1;
	while (run->first > bottom && run->nr < most &&
	       !mmhp_sweep_starts_run(sweep->range, run->first) &&
	       mmhp_sweep_zone(sweep, run->first - 1) == run->zone) {
		run->first--;
		run->nr++;
	}
	return true;
}

/**
 * mmhp_sweep_seconds() - how long it may take to offline blocks
 * @nr_pages: of what goes offline in one call of the kernel
 *
 * The limit is there for a page that stays in use. Of a large range that is
 * full, each run may take its time: moving what it holds is progress.
 *
 * Return: seconds; 0 is no limit.
 */
time64_t mmhp_sweep_seconds(unsigned long nr_pages)
{
	const unsigned int timeout = READ_ONCE(mmhp_offline_timeout);

	if (!timeout)
		return 0;
	return timeout + (PFN_PHYS(nr_pages) >> 30);
}

static time64_t mmhp_sweep_culprit_seconds(unsigned long nr_pages)
{
	return MMHP_SWEEP_CULPRIT_SECONDS * (1 + (PFN_PHYS(nr_pages) >> 30));
}

/* Offline a run, in the time that it may take */
static int mmhp_sweep_offline_run(struct mmhp_sweep *sweep,
				  const struct mmhp_run *run)
{
	const unsigned long nr_pages =
		run->nr * sweep->range->layout.block_pages;
	const time64_t seconds = sweep->late ? mmhp_sweep_culprit_seconds(nr_pages) :
					       mmhp_sweep_seconds(nr_pages);
	const int ret = mmhp_run_offline(sweep->range, run, seconds);

	if (ret == -ETIME)
		sweep->late = true;
	return ret;
}

static int mmhp_sweep_busy(struct mmhp_range *range, unsigned long index,
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
			id, READ_ONCE(mmhp_offline_timeout));
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
static int mmhp_sweep_lower_run(struct mmhp_sweep *sweep,
				const struct mmhp_run *run,
				struct mmhp_reason *why)
{
	struct mmhp_run one = { .nr = 1, .zone = run->zone };
	int ret = mmhp_sweep_offline_run(sweep, run);

	if (!ret)
		return 0;
	if (run->nr == 1 || ret == -EINTR)
		return mmhp_sweep_busy(sweep->range, run->first, ret, why);

	for (one.first = run->first + run->nr; one.first-- > run->first; ) {
		ret = mmhp_sweep_offline_run(sweep, &one);
		if (ret)
			return mmhp_sweep_busy(sweep->range, one.first, ret, why);
	}
	return 0;
}

static int mmhp_sweep_run(struct mmhp_sweep *sweep,
			  const struct mmhp_run *run, struct mmhp_reason *why)
{
	if (sweep->raise)
		return mmhp_run_online(sweep->range, run, why);
	return mmhp_sweep_lower_run(sweep, run, why);
}

/* All runs from block @bottom on, the highest first */
static int mmhp_sweep_down(struct mmhp_sweep *sweep, unsigned long bottom,
			   struct mmhp_reason *why)
{
	unsigned long top = mmhp_layout_nr_blocks(&sweep->range->layout);
	struct mmhp_run run;
	int ret;

	while (mmhp_sweep_find_highest(sweep, bottom, top, &run)) {
		ret = mmhp_sweep_run(sweep, &run, why);
		if (ret)
			return ret;
		top = run.first;
	}
	return 0;
}

/*
 * Only if there is a run above it, for which the zone would be gone through. The
 * hole is not worth a failure: what lies at the end of this run may reach
 * beyond it into memory that is online, such as a page of 1 GiB, and keep it from
 * being isolated (isolate_single_pageblock()), though from the highest address
 * down it would go. What else is in the way, or takes too long, is met again and
 * named.
 */
static int mmhp_sweep_make_hole(struct mmhp_sweep *sweep,
				unsigned long bottom, struct mmhp_reason *why)
{
	struct mmhp_run run, above;

	if (!mmhp_sweep_find_lowest(sweep, bottom, &run) ||
	    !mmhp_sweep_find_lowest(sweep, run.first + run.nr, &above) ||
	    mmhp_sweep_offline_run(sweep, &run) != -EINTR)
		return 0;
	return mmhp_sweep_busy(sweep->range, run.first, -EINTR, why);
}

/**
 * mmhp_sweep_online() - online blocks that are offline
 * @range: the range
 * @want: per block, the zone that it is to be online in; NULL leaves it alone
 * @why: the sentence for a failure
 *
 * Context: device_hotplug_lock held.
 * Return: 0; what mmhp_run_online() says of the first run that fails, and those
 * that came before it, in the order of a sweep, are online.
 */
int mmhp_sweep_online(struct mmhp_range *range, struct zone **want,
		      struct mmhp_reason *why)
{
	struct mmhp_sweep sweep = {
		.range = range, .raise = true, .zones = want,
	};
	struct mmhp_run lowest;
	int ret;

	if (!mmhp_sweep_find_lowest(&sweep, 0, &lowest))
		return 0;
	ret = mmhp_sweep_run(&sweep, &lowest, why);
	return ret ?: mmhp_sweep_down(&sweep, lowest.first + lowest.nr, why);
}

/**
 * mmhp_sweep_offline() - offline blocks that are online
 * @range: the range
 * @keep: per block, not NULL for one that stays as it is; NULL if none does
 * @why: the sentence for a failure
 *
 * Context: device_hotplug_lock held. Stops at a signal and, once a run has taken
 * longer than it may, at the first one that takes MMHP_SWEEP_CULPRIT_SECONDS.
 * Return: 0; -EINTR for a signal, -EBUSY for a block that stays online. Those that
 * came before it, in the order of a sweep, are offline.
 */
int mmhp_sweep_offline(struct mmhp_range *range, struct zone **keep,
		       struct mmhp_reason *why)
{
	struct mmhp_sweep sweep = { .range = range, .zones = keep };
	struct mmhp_run lowest;
	unsigned long bottom;
	int ret;

	if (!mmhp_sweep_find_lowest(&sweep, 0, &lowest))
		return 0;
	bottom = lowest.first + lowest.nr;
	ret = mmhp_sweep_make_hole(&sweep, bottom, why);
	if (!ret)
		ret = mmhp_sweep_down(&sweep, bottom, why);
	return ret ?: mmhp_sweep_run(&sweep, &lowest, why);
}
