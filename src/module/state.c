// SPDX-License-Identifier: GPL-2.0
/*
 * What of a range is online, read from the memmap as the kernel's pfn walkers
 * read it. Blocks can be onlined and offlined by hand at any time, so an answer
 * is a snapshot unless whoever asks keeps them from it.
 */
#include <linux/memory_hotplug.h>
#include <linux/mm.h>

#include "state.h"

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
	struct page *page;

	mmhp_layout_block(&range->layout, index, &block);
	if (mmhp_block_is_host(&block))
		return NULL;
	page = pfn_to_online_page(block.start_pfn + block.offset);
	return page ? page_zone(page) : NULL;
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
