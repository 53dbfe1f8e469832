// SPDX-License-Identifier: GPL-2.0
/*
 * Onlining and offlining a whole range in one operation, all or nothing.
 *
 * What is online is the kernel's truth, in the memory blocks. It is noted per
 * block before anything changes, as the zone that the block is online in or
 * NULL; after a failure the range is brought back to that.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memory.h>
#include <linux/printk.h>
#include <linux/slab.h>

#include "blocks.h"
#include "deadline.h"
#include "fault.h"
#include "kapi.h"
#include "online.h"
#include "poison.h"
#include "sweep.h"

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
 * Online again what went offline before something failed. A signal does not stop
 * online_pages(); but to a task that is being killed vmalloc() gives no page but those
 * that are at hand (vm_area_alloc_pages()), and notifiers ask for some (KASAN, page_ext).
 */
static void mmhp_offline_undo(struct mmhp_range *range, struct zone **before)
{
	struct mmhp_reason why;
	sigset_t signals;
	int ret;

	mmhp_poison_leave_out(range, before);
	mmhp_signals_hold(&signals);
	ret = mmhp_sweep_online(range, before, &why);
	mmhp_signals_release(&signals);
	if (ret)
		mmhp_online_restore_failed(range, &why);
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
	ret = mmhp_sweep_offline(range, before, &why);
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
		ret = mmhp_kapi_check_online_callback(why);
	if (!ret)
		ret = mmhp_poison_check_want(range, want, before, why);
	if (ret)
		goto out;

	ret = mmhp_sweep_online(range, want, why);
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
 * Context: mmhp_lock and device_hotplug_lock held. Stops at a signal and, as
 * mmhp_sweep_offline() has it, at the time limit.
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
	int ret;

	if (!before)
		return -ENOMEM;
	ret = mmhp_sweep_offline(range, NULL, why);
	if (!ret && check)
		ret = check(range, why);
	if (ret)
		mmhp_offline_undo(range, before);
	kvfree(before);
	return ret;
}
