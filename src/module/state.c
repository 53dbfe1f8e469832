// SPDX-License-Identifier: GPL-2.0
/*
 * What of a range is online, read from the memmap as the kernel's pfn walkers
 * read it. Blocks can be onlined and offlined by hand at any time, so an answer
 * is a snapshot unless whoever asks keeps them from it.
 */
#include <linux/memory_hotplug.h>
#include <linux/mm.h>

#include <uapi/mmhp_selfhost.h>

#include "hotplug.h"
#include "memmap.h"
#include "state.h"

/**
 * mmhp_state_page_zone() - the zone of a page of a range
 * @range: the range
 * @pfn: the page
 *
 * The page may go offline by hand right now, and its struct page be poisoned. So
 * what is read of it is checked, and its node is not read at all.
 *
 * Context: mmhp_lock held, so that the memmap cannot go away.
 * Return: its zone; NULL if it is not online.
 */
struct zone *mmhp_state_page_zone(const struct mmhp_range *range,
				  unsigned long pfn)
{
	const struct page *page;
	enum zone_type zid;

	if (pfn - range->layout.start_pfn >= range->present_pages)
		return NULL;
	page = pfn_to_online_page(pfn);
	if (!page)
		return NULL;
	zid = page_zonenum(page);
	if (zid >= MAX_NR_ZONES || !pfn_to_online_page(pfn))
		return NULL;
	return &NODE_DATA(range->nid)->node_zones[zid];
}

/**
 * mmhp_state_zone() - the zone that a block is online in
 * @range: the range
 * @index: of the block in the range
 *
 * Context: mmhp_lock held, so that the memmap cannot go away.
 * Return: the zone of its usable pages; NULL if it is offline, in standby or
 * a host block.
 */
struct zone *mmhp_state_zone(const struct mmhp_range *range,
			     unsigned long index)
{
	struct mmhp_block block;

	mmhp_layout_block(&range->layout, index, &block);
	if (mmhp_block_is_host(&block))
		return NULL;
	return mmhp_state_page_zone(range, block.start_pfn + block.offset);
}

/**
 * mmhp_state_count_online() - how many blocks of a range are online
 * @range: the range
 *
 * Context: mmhp_lock held.
 * Return: their number.
 */
unsigned long mmhp_state_count_online(const struct mmhp_range *range)
{
	unsigned long i, count = 0;

	for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++)
		count += mmhp_state_zone(range, i) != NULL;
	return count;
}

/**
 * mmhp_state_text() - what of a range is online, in a word
 * @range: the range
 *
 * Context: mmhp_lock held.
 * Return: a word of the column "state".
 */
const char *mmhp_state_text(const struct mmhp_range *range)
{
	unsigned long online;

	if (mmhp_hotplug_in_standby(range))
		return MMHP_WORD_STANDBY;
	online = mmhp_state_count_online(range);
	if (!online)
		return MMHP_WORD_OFFLINE;
	if (online < mmhp_layout_usable_blocks(&range->layout))
		return MMHP_WORD_PARTLY;
	return MMHP_WORD_ONLINE;
}

/**
 * mmhp_state_zone_text() - the zone that the online blocks of a range are in
 * @range: the range
 *
 * Context: mmhp_lock held.
 * Return: its name; "none" if no block is online, "mixed" if not all of those
 * that are have the same zone.
 */
const char *mmhp_state_zone_text(const struct mmhp_range *range)
{
	const struct zone *zone = NULL;
	unsigned long i;

	for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++) {
		const struct zone *other = mmhp_state_zone(range, i);

		if (zone && other && other != zone)
			return MMHP_WORD_MIXED;
		if (other)
			zone = other;
	}
	return zone ? zone->name : MMHP_WORD_NONE;
}

/**
 * mmhp_state_memmap_frame() - where the memmap of a page of a range really is
 * @range: the range
 * @pfn: the page
 * @frame: filled in with the pfn of the page that holds its struct page
 *
 * What is in standby has no memmap, and nothing keeps the page tables that would
 * lead to it.
 *
 * Context: mmhp_lock held.
 * Return: 0; -ENOENT if it has none.
 */
int mmhp_state_memmap_frame(const struct mmhp_range *range, unsigned long pfn,
			    unsigned long *frame)
{
	unsigned long left_pages;

	if (pfn - range->layout.start_pfn >= range->present_pages)
		return -ENOENT;
	return mmhp_memmap_frame(pfn, frame, &left_pages);
}
