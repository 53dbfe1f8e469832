// SPDX-License-Identifier: GPL-2.0
/*
 * A run: neighbouring blocks that go on- or offline together, by one
 * online_pages() or offline_pages(). The kernel does that block by block; each
 * call drains lists, waits for RCU, calls all notifiers and goes through the zone.
 *
 * After it, each block is as memory_block_online() and device_online() in
 * drivers/base leave it, so that it can go on being onlined and offlined by
 * hand. device_hotplug_lock is held in all of this, and so nobody else changes
 * the state of a block.
 */
#include <linux/device.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memory.h>
#include <linux/mm.h>

#include "deadline.h"
#include "group.h"
#include "host.h"
#include "kapi.h"
#include "run.h"

/**
 * struct mmhp_run_span - the pages of a run
 * @start_pfn: first pfn of its first block
 * @offset: host pages at its head
 * @nr_pages: pages of all its blocks, host pages included
 * @zone: zone of the usable pages
 * @host_zone: zone of the host pages
 * @group: memory group of its blocks, or NULL
 */
struct mmhp_run_span {
	unsigned long start_pfn;
	unsigned long offset;
	unsigned long nr_pages;
	struct zone *zone;
	struct zone *host_zone;
	struct memory_group *group;
};

static void mmhp_run_get_span(const struct mmhp_range *range,
			      const struct mmhp_run *run,
			      struct mmhp_run_span *span)
{
	struct mmhp_block block;

	mmhp_layout_block(&range->layout, run->first, &block);
	span->start_pfn = block.start_pfn;
	span->offset = block.offset;
	span->nr_pages = run->nr * range->layout.block_pages;
	span->zone = run->zone;
	span->host_zone = mmhp_host_zone(range, &block, run->zone);
	span->group = mmhp_group_of(range, &block);
}

/* What device_online() and device_offline() would have done, besides the pages */
static void mmhp_run_mark_block(struct memory_block *mem,
				const struct mmhp_run *run, unsigned long state)
{
	device_lock(&mem->dev);
	/* valid_zones is read without a lock: a block that is online has a zone. */
	if (state == MEM_ONLINE)
		mem->zone = run->zone;
	smp_store_release(&mem->state, state);
	if (state == MEM_ONLINE) {
		dev_clear_offline(&mem->dev);
	} else if (state == MEM_OFFLINE) {
		mem->zone = NULL;
		dev_set_offline(&mem->dev);
	}
	device_unlock(&mem->dev);
}

static void mmhp_run_mark(struct mmhp_range *range, const struct mmhp_run *run,
			  unsigned long state, bool uevent)
{
	unsigned long i;

	for (i = run->first; i < run->first + run->nr; i++) {
		struct memory_block *mem;
		struct mmhp_block block;

		mmhp_layout_block(&range->layout, i, &block);
		mem = mmhp_kapi_memory_block_get(block.start_pfn);
		if (WARN_ON_ONCE(!mem))
			continue;
		mmhp_run_mark_block(mem, run, state);
		if (uevent)
			kobject_uevent(&mem->dev.kobj, state == MEM_ONLINE ?
						       KOBJ_ONLINE : KOBJ_OFFLINE);
		memory_block_put(mem);
	}
}

/* The steps and their order are those of memory_block_online(). */
static int mmhp_run_online_pages(const struct mmhp_run_span *span)
{
	int ret;

	mmhp_kapi_mem_hotplug_begin();
	if (span->offset) {
		ret = mmhp_kapi_init_memmap_on_memory(span->start_pfn,
						      span->offset,
						      span->host_zone);
		if (ret)
			goto out;
	}

	ret = mmhp_kapi_online_pages(span->start_pfn + span->offset,
				     span->nr_pages - span->offset, span->zone,
				     span->group);
	if (!span->offset)
		goto out;
	if (ret)
		mmhp_kapi_deinit_memmap_on_memory(span->start_pfn, span->offset);
	else
		mmhp_kapi_adjust_present_page_count(pfn_to_page(span->start_pfn),
						    span->group, span->offset);
out:
	mmhp_kapi_mem_hotplug_done();
	return ret;
}

/**
 * mmhp_run_online() - online a run
 * @range: the range
 * @run: blocks that are offline and hold no bad memory, and the zone that they
 *	go to
 * @why: the sentence for a failure
 *
 * Context: device_hotplug_lock held.
 * Return: 0; what online_pages() or a notifier's veto says. On failure nothing
 * has changed.
 */
int mmhp_run_online(struct mmhp_range *range, const struct mmhp_run *run,
		    struct mmhp_reason *why)
{
	struct mmhp_run_span span;
	int ret;

	mmhp_run_get_span(range, run, &span);
	ret = mmhp_run_online_pages(&span);
	if (ret)
		return mmhp_reason_set(why, ret,
			"memory%lu to memory%lu cannot go online in zone %s: %pe",
			span.start_pfn / range->layout.block_pages,
			span.start_pfn / range->layout.block_pages + run->nr - 1,
			run->zone->name, ERR_PTR(ret));
	mmhp_run_mark(range, run, MEM_ONLINE, true);
	return 0;
}

/*
 * The steps and their order are those of memory_block_offline(): host pages
 * are counted out first, so that a zone that becomes empty can be torn down.
 */
static int mmhp_run_offline_pages(const struct mmhp_run_span *span)
{
	struct page *host_page = pfn_to_page(span->start_pfn);
	int ret;

	mmhp_kapi_mem_hotplug_begin();
	if (span->offset)
		mmhp_kapi_adjust_present_page_count(host_page, span->group,
						    -(long)span->offset);

	ret = mmhp_kapi_offline_pages(span->start_pfn + span->offset,
				      span->nr_pages - span->offset, span->zone,
				      span->group);
	if (!span->offset)
		goto out;
	if (ret)
		mmhp_kapi_adjust_present_page_count(host_page, span->group,
						    span->offset);
	else
		mmhp_kapi_deinit_memmap_on_memory(span->start_pfn, span->offset);
out:
	mmhp_kapi_mem_hotplug_done();
	return ret;
}

/**
 * mmhp_run_offline() - offline a run
 * @range: the range
 * @run: blocks that are online, and their zone
 * @seconds: how long it may take; 0 is no limit
 *
 * Context: device_hotplug_lock held. Stops at a signal.
 * Return: 0; -EINTR for a signal; -ETIME when the time was up; -EBUSY or what a
 * notifier's veto says. On failure nothing has changed.
 */
int mmhp_run_offline(struct mmhp_range *range, const struct mmhp_run *run,
		     time64_t seconds)
{
	struct mmhp_deadline deadline;
	struct mmhp_run_span span;
	int ret;

	mmhp_run_get_span(range, run, &span);
	mmhp_run_mark(range, run, MEM_GOING_OFFLINE, false);

	do {
		mmhp_deadline_start(&deadline, seconds);
		ret = mmhp_run_offline_pages(&span);
		ret = mmhp_deadline_stop(&deadline, ret);
	} while (ret == -EINTR && mmhp_signals_ignore());

	if (ret)
		mmhp_run_mark(range, run, MEM_ONLINE, false);
	else
		mmhp_run_mark(range, run, MEM_OFFLINE, true);
	return ret;
}
