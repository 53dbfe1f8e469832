// SPDX-License-Identifier: GPL-2.0
/*
 * The rung that creates the memory block devices of a range and links them
 * under its node, and the way down from it.
 */
#include <linux/kernel.h>
#include <linux/memory.h>
#include <linux/mm.h>

#include "fault.h"
#include "group.h"
#include "kapi.h"
#include "rungs.h"

/**
 * mmhp_devices_remove() - remove memoryN of a range, and the links under its node
 * @range: a range of which nothing is online
 *
 * Undoes also the part of an mmhp_devices_create() that failed.
 *
 * Context: device_hotplug_lock held, mem_hotplug_lock not.
 */
void mmhp_devices_remove(struct mmhp_range *range)
{
	const struct mmhp_layout *layout = &range->layout;
	const u64 block_bytes = PFN_PHYS(layout->block_pages);
	unsigned long i;

	for (i = 0; i < mmhp_layout_nr_blocks(layout); i++) {
		struct memory_block *mem;
		struct mmhp_block block;

		mmhp_layout_block(layout, i, &block);
		mem = mmhp_kapi_memory_block_get(block.start_pfn);
		if (!mem)
			continue;
		mmhp_kapi_memory_block_detach_altmap(mem);
		memory_block_put(mem);
		mmhp_kapi_remove_memory_block_devices(PFN_PHYS(block.start_pfn),
						      block_bytes);
	}
}

/*
 * Blocks without host pages. Some kernels leave those behind that came before
 * the one that failed: at a fault point, half of them.
 */
static int mmhp_devices_create_plain(struct mmhp_range *range, u64 start, u64 size)
{
	const int fault = mmhp_fault(NULL, "half of create_memory_block_devices");
	int ret = 0;

	if (fault)
		size = round_down(size / 2, PFN_PHYS(range->layout.block_pages));
	if (size)
		ret = mmhp_kapi_create_memory_block_devices(start, size,
							    range->nid, NULL,
							    range->group);
	return ret ?: fault;
}

static int mmhp_devices_create_piece(struct mmhp_range *range,
				     unsigned long piece)
{
	const struct mmhp_layout *layout = &range->layout;
	struct vmem_altmap *boundary = &range->pieces[piece].boundary;
	u64 start = PFN_PHYS(boundary->base_pfn);
	const u64 end = PFN_PHYS(mmhp_layout_piece_pfn(layout, piece) +
				 layout->piece_pages);
	int ret;

	if (boundary->free) {
		const u64 size = PFN_PHYS(layout->block_pages);
		struct mmhp_block block;

		mmhp_layout_block(layout, (boundary->base_pfn - layout->start_pfn) /
				  layout->block_pages, &block);
		ret = mmhp_kapi_create_memory_block_devices(start, size,
							    range->nid,
							    boundary,
							    mmhp_group_of(range, &block));
		if (ret)
			return ret;
		start += size;
	}
	if (start == end)
		return 0;
	return mmhp_devices_create_plain(range, start, end - start);
}

/**
 * mmhp_devices_create() - create memoryN for each block that has usable pages
 * @range: a range that is mapped
 * @why: the sentence for a failure
 *
 * Context: device_hotplug_lock held, mem_hotplug_lock not.
 * Return: 0, or a negative errno and no block of the range has a device.
 */
int mmhp_devices_create(struct mmhp_range *range,
				       struct mmhp_reason *why)
{
	const struct mmhp_layout *layout = &range->layout;
	unsigned long i;
	int ret;

	for (i = 0; i < mmhp_layout_nr_pieces(layout); i++) {
		ret = mmhp_devices_create_piece(range, i);
		if (!ret)
			continue;

		mmhp_devices_remove(range);
		return mmhp_reason_set(why, ret,
			"the memory block devices cannot be created: %pe",
			ERR_PTR(ret));
	}
	mmhp_kapi_register_memory_blocks_under_node(range->nid,
						    layout->start_pfn,
						    layout->start_pfn +
						    layout->nr_pages);
	return 0;
}
