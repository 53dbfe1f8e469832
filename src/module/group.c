// SPDX-License-Identifier: GPL-2.0
/*
 * The memory group of a range: with it, the kernel's online_policy=auto-movable
 * decides for the range as a whole, as it does for a DIMM.
 */
#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/memory.h>

#include "group.h"
#include "kapi.h"
#include "rungs.h"

/**
 * mmhp_group_of() - the memory group that a block is accounted to
 * @range: the range
 * @block: a block of it
 *
 * Kernel memory in a static group makes auto-movable keep all of the group in
 * kernel zones (auto_movable_zone_for_pfn()). So the boundary block, whose host
 * pages are in a kernel zone while the rest of the range may be movable, is in no
 * group.
 *
 * Return: the group, or NULL.
 */
struct memory_group *mmhp_group_of(const struct mmhp_range *range,
				   const struct mmhp_block *block)
{
	return mmhp_block_is_boundary(&range->layout, block) ? NULL : range->group;
}

/**
 * mmhp_group_pages() - how large the memory group of a range is
 * @layout: the range
 *
 * Return: pages of the blocks that mmhp_group_of() puts into it.
 */
unsigned long mmhp_group_pages(const struct mmhp_layout *layout)
{
	return (mmhp_layout_usable_blocks(layout) -
		mmhp_layout_has_boundary(layout)) * layout->block_pages;
}

/**
 * mmhp_group_register() - register the memory group of a range
 * @range: the range
 * @why: the sentence for a failure
 *
 * Return: 0 or a negative errno.
 */
int mmhp_group_register(struct mmhp_range *range, struct mmhp_reason *why)
{
	range->mgid = memory_group_register_static(range->nid,
						   mmhp_group_pages(&range->layout));
	if (range->mgid < 0)
		return mmhp_reason_set(why, range->mgid,
				       "no memory group can be registered: %pe",
				       ERR_PTR(range->mgid));
	return 0;
}

/**
 * mmhp_group_unregister() - undo mmhp_group_register()
 * @range: the range, none of whose blocks has a device
 */
void mmhp_group_unregister(struct mmhp_range *range)
{
	WARN_ON_ONCE(memory_group_unregister(range->mgid));
}
