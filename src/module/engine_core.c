// SPDX-License-Identifier: GPL-2.0
/*
 * The engine "core": the kernel's own memmap_on_memory, through what it exports
 * to drivers. It needs nothing that is found by name, but it needs the kernel's
 * boot parameter, knows layout "block" only, and leaves the kernel to decide how
 * memory goes online.
 *
 * The kernel takes MHP_MEMMAP_ON_MEMORY for a hint. So each block is looked at
 * after it was added, and all is undone where its memmap went to DRAM.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memory.h>
#include <linux/memory_hotplug.h>
#include <linux/mm.h>
#include <linux/printk.h>

#include <uapi/mmhp_selfhost.h>

#include "deadline.h"
#include "engine.h"
#include "fault.h"
#include "kapi.h"
#include "memmap.h"
#include "rungs.h"
#include "state.h"
#include "sweep.h"
#include "tier.h"

#define MMHP_CORE_ADVICE \
	"boot with memory_hotplug.memmap_on_memory=1"

static int mmhp_core_usable(struct mmhp_reason *why)
{
	if (!mmhp_kapi_may_support_memmap_on_memory())
		return mmhp_reason_set(why, -EOPNOTSUPP,
			"the kernel's memmap_on_memory is off; "
			MMHP_CORE_ADVICE);
	return 0;
}

static int mmhp_core_accept(struct mmhp_request *req, struct mmhp_reason *why)
{
	if (req->has_layout && req->layout != MMHP_LAYOUT_BLOCK)
		return mmhp_reason_set(why, -EOPNOTSUPP,
			"%s=%s knows %s=%s only", MMHP_KEY_ENGINE,
			MMHP_WORD_CORE, MMHP_KEY_LAYOUT, MMHP_WORD_BLOCK);
	if (req->standby)
		return mmhp_reason_set(why, -EOPNOTSUPP,
			"%s=%s knows no standby", MMHP_KEY_ENGINE,
			MMHP_WORD_CORE);
	req->layout = MMHP_LAYOUT_BLOCK;
	return 0;
}

/* The kernel takes its own locks. */
static int mmhp_core_no_lock(struct mmhp_reason *why)
{
	return 0;
}

static void mmhp_core_no_unlock(void)
{
}

/* Pages of the range that go to the kernel by one call */
static unsigned long mmhp_core_chunk(const struct mmhp_range *range)
{
	return mhp_memmap_on_memory_spans_blocks() ? range->layout.nr_pages :
						     range->layout.block_pages;
}

static int mmhp_core_add_chunk(struct mmhp_range *range)
{
	const unsigned long chunk = mmhp_core_chunk(range);
	const u64 start = mmhp_layout_start(&range->layout) +
			  PFN_PHYS(range->present_pages);
	int ret;

	ret = mmhp_fault(NULL, "add_memory_driver_managed") ?:
	      add_memory_driver_managed(range->mgid, start, PFN_PHYS(chunk),
					MMHP_RESOURCE_NAME,
					MHP_MEMMAP_ON_MEMORY | MHP_NID_IS_MGID);
	if (!ret)
		range->present_pages += chunk;
	return ret;
}

static int mmhp_core_remove_chunk(struct mmhp_range *range)
{
	const unsigned long chunk = mmhp_core_chunk(range);
	const u64 start = mmhp_layout_start(&range->layout) +
			  PFN_PHYS(range->present_pages - chunk);
	struct mmhp_deadline deadline;
	int ret;

	do {
		mmhp_deadline_start(&deadline, mmhp_sweep_seconds(chunk));
		ret = mmhp_fault(NULL, "offline_and_remove_memory") ?:
		      offline_and_remove_memory(start, PFN_PHYS(chunk));
		ret = mmhp_deadline_stop(&deadline, ret);
	} while (ret == -EINTR && mmhp_signals_ignore());
	if (!ret)
		range->present_pages -= chunk;
	return ret;
}

/* As far as it can be removed; -ETIME if a part took longer than it may */
static int mmhp_core_remove_all(struct mmhp_range *range)
{
	int ret = 0;

	while (!ret && range->present_pages)
		ret = mmhp_core_remove_chunk(range);
	return ret;
}

static int mmhp_core_undo(struct mmhp_range *range)
{
	sigset_t signals;
	int ret;

	mmhp_signals_hold(&signals);
	ret = mmhp_core_remove_all(range);
	mmhp_signals_release(&signals);
	return ret;
}

/*
 * Where a part cannot be taken away again, the range stands, and the step that
 * follows, mmhp_core_online(), says what is wrong with it.
 */
static int mmhp_core_add(struct mmhp_range *range, struct mmhp_reason *why)
{
	int ret = 0;

	while (!ret && range->present_pages < range->layout.nr_pages)
		ret = mmhp_core_add_chunk(range);
	if (!ret)
		return 0;
	/* Some kernels refuse what others take for a hint. */
	if (ret == -EINVAL)
		ret = mmhp_reason_set(why, -EOPNOTSUPP,
			"the kernel refuses to put the memmap there; "
			MMHP_CORE_ADVICE);
	else
		mmhp_reason_set(why, ret,
			"the kernel adds no memory at 0x%llx: %pe",
			mmhp_layout_start(&range->layout) +
			PFN_PHYS(range->present_pages), ERR_PTR(ret));
	return mmhp_core_undo(range) ? 0 : ret;
}

/* Is all of it there, with its memmap in its place? */
static int mmhp_core_verify(struct mmhp_range *range, struct mmhp_reason *why)
{
	struct mmhp_reason seen;

	if (range->present_pages < range->layout.nr_pages)
		return mmhp_reason_set(why, -EBUSY,
			"the kernel added 0x%lx pages of it, and they cannot be removed",
			range->present_pages);
	if (mmhp_memmap_verify(&range->layout, &seen))
		return mmhp_reason_set(why, -EOPNOTSUPP,
			"the kernel put the memmap elsewhere (%.120s); "
			MMHP_CORE_ADVICE, seen.text);
	return 0;
}

/* Is each block as it was asked for? What is offline has no zone. */
static bool mmhp_core_is_online(const struct mmhp_range *range,
				enum mmhp_online online)
{
	unsigned long i;

	for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++) {
		const struct zone *zone = mmhp_state_zone(range, i);
		const bool movable = zone && zone_idx(zone) == ZONE_MOVABLE;

		if ((online == MMHP_ONLINE_NOT && zone) ||
		    (online == MMHP_ONLINE_ANY && !zone) ||
		    (online == MMHP_ONLINE_KERNEL && (!zone || movable)) ||
		    (online == MMHP_ONLINE_MOVABLE && !movable))
			return false;
	}
	return true;
}

/* How a driver's memory goes online is the system's to say, block by block. */
static int mmhp_core_online(struct mmhp_range *range, enum mmhp_online online,
			    struct mmhp_reason *why)
{
	const int ret = mmhp_core_verify(range, why);

	if (ret)
		return ret;
	if (mmhp_core_is_online(range, online))
		return 0;
	return mmhp_reason_set(why, -EOPNOTSUPP,
		"engine %s leaves it to the system how memory goes online: see auto_online_blocks in /sys/devices/system/memory",
		MMHP_WORD_CORE);
}

static int mmhp_core_offline(struct mmhp_range *range, struct mmhp_reason *why)
{
	if (mmhp_core_is_online(range, MMHP_ONLINE_NOT))
		return 0;
	return mmhp_reason_set(why, -EOPNOTSUPP,
		"engine %s can offline memory only by removing it; write offline to the blocks' state files, or use chmem",
		MMHP_WORD_CORE);
}

/* The kernel tells which page it was in its log, but not to its caller. */
static int mmhp_core_busy(const struct mmhp_range *range, int err,
			  unsigned long removed, struct mmhp_reason *why)
{
	const struct mmhp_layout *layout = &range->layout;
	const unsigned long end = layout->start_pfn + range->present_pages;
	const unsigned long chunk = mmhp_core_chunk(range);

	if (err == -EINTR)
		return mmhp_reason_set(why, -EINTR, "interrupted by a signal");
	return mmhp_reason_set(why, -EBUSY,
		"memory%lu to memory%lu cannot be offlined: %s%s",
		(end - chunk) / layout->block_pages,
		end / layout->block_pages - 1,
		err == -ETIME ? "a page stays in use" :
				"a page cannot be moved; the kernel's log says which",
		removed ? "; the blocks behind were removed and added again, to be online as the system has it" :
			  "");
}

/* Add again what was removed before something failed, signals or not. */
static void mmhp_core_restore(struct mmhp_range *range, unsigned long pages)
{
	sigset_t signals;

	mmhp_signals_hold(&signals);
	while (range->present_pages < pages)
		if (mmhp_core_add_chunk(range)) {
			pr_err("0x%llx is not as it was: 0x%lx pages at its end could not be added again\n",
			       mmhp_layout_start(&range->layout),
			       pages - range->present_pages);
			break;
		}
	mmhp_signals_release(&signals);
}

/* The kernel offlines memory for a driver only to remove it. */
static int mmhp_core_vacate(struct mmhp_range *range, struct mmhp_reason *why)
{
	const unsigned long pages = range->present_pages;
	int ret = mmhp_core_remove_all(range);

	if (!ret)
		return 0;

	ret = mmhp_core_busy(range, ret, pages - range->present_pages, why);
	mmhp_core_restore(range, pages);
	return ret;
}

static int mmhp_core_check_vacant(struct mmhp_range *range,
				  struct mmhp_reason *why)
{
	if (range->present_pages)
		return mmhp_reason_set(why, -EBUSY,
				       "0x%lx of its pages are still there",
				       range->present_pages);
	return 0;
}

/* The kernel's functions take device_hotplug_lock, which the type wants, too. */
static int mmhp_core_join_tier(struct mmhp_range *range,
			       struct mmhp_reason *why)
{
	int ret;

	mmhp_tier_lock();
	ret = mmhp_tier_join(range, why);
	mmhp_tier_unlock();
	return ret;
}

static void mmhp_core_leave_tier(struct mmhp_range *range)
{
	mmhp_tier_lock();
	mmhp_tier_leave(range);
	mmhp_tier_unlock();
}

static const struct mmhp_rung mmhp_core_rungs[] = {
	{ mmhp_resource_hold_module, mmhp_resource_release_module },
	{ mmhp_directory_create, mmhp_directory_remove },
	{ mmhp_core_join_tier, mmhp_core_leave_tier },
	{ mmhp_group_register, mmhp_group_unregister },
	{ mmhp_core_add, NULL },
};

const struct mmhp_engine mmhp_engine_core = {
	.name = MMHP_WORD_CORE,
	.rungs = mmhp_core_rungs,
	.nr_rungs = ARRAY_SIZE(mmhp_core_rungs),
	.usable = mmhp_core_usable,
	.accept = mmhp_core_accept,
	.lock = mmhp_core_no_lock,
	.unlock = mmhp_core_no_unlock,
	.online = mmhp_core_online,
	.offline = mmhp_core_offline,
	.vacate = mmhp_core_vacate,
	.check_vacant = mmhp_core_check_vacant,
};
