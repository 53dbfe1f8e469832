// SPDX-License-Identifier: GPL-2.0
/*
 * What of a range is online, as the memory block devices say. That is the truth
 * that decides whether anything may be taken away; state.c has what is shown.
 */
#include <linux/memory.h>

#include "blocks.h"
#include "kapi.h"

/* Is a block online, or going offline right now? In which zone? */
static bool mmhp_blocks_state(struct mmhp_range *range, unsigned long index,
			      struct zone **zone)
{
	struct memory_block *mem;
	struct mmhp_block block;
	bool online;

	*zone = NULL;
	mmhp_layout_block(&range->layout, index, &block);
	if (mmhp_block_is_host(&block))
		return false;
	mem = mmhp_kapi_memory_block_get(block.start_pfn);
	if (!mem)
		return false;
	online = mem->state != MEM_OFFLINE;
	if (online)
		*zone = mem->zone;
	memory_block_put(mem);
	return online;
}

/**
 * mmhp_blocks_zone() - the zone that a block is online in
 * @range: the range
 * @index: of the block in the range
 *
 * Context: device_hotplug_lock held.
 * Return: the zone; NULL if the block is offline or a host block.
 */
struct zone *mmhp_blocks_zone(struct mmhp_range *range, unsigned long index)
{
	struct zone *zone;

	mmhp_blocks_state(range, index, &zone);
	return zone;
}

/**
 * mmhp_blocks_first_zone() - the zone of the first block that is online
 * @range: the range
 *
 * Context: device_hotplug_lock held.
 * Return: the zone; NULL if no block is online.
 */
struct zone *mmhp_blocks_first_zone(struct mmhp_range *range)
{
	struct zone *zone = NULL;
	unsigned long i;

	for (i = 0; !zone && i < mmhp_layout_nr_blocks(&range->layout); i++)
		zone = mmhp_blocks_zone(range, i);
	return zone;
}

/**
 * mmhp_blocks_find_online() - is a block of a range online
 * @range: the range
 * @id: filled in with the number of the first such block
 *
 * Context: device_hotplug_lock held.
 * Return: true if there is one; one that is just going offline counts.
 */
bool mmhp_blocks_find_online(struct mmhp_range *range, unsigned long *id)
{
	struct mmhp_block block;
	struct zone *zone;
	unsigned long i;

	for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++) {
		if (!mmhp_blocks_state(range, i, &zone))
			continue;
		mmhp_layout_block(&range->layout, i, &block);
		*id = block.start_pfn / block.nr_pages;
		return true;
	}
	return false;
}
