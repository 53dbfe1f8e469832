// SPDX-License-Identifier: GPL-2.0
/*
 * Where the memmap of a range lies: pure arithmetic, no kernel calls. Also
 * compiled in userspace by the unit tests.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/types.h>

#include "layout.h"

static int mmhp_layout_check_span(u64 start, u64 size,
				  const struct mmhp_geometry *geometry,
				  struct mmhp_reason *why)
{
	const u64 mask = geometry->block_bytes - 1;

	if (!size)
		return mmhp_reason_set(why, -EINVAL, "the size is 0");
	if (start & mask)
		return mmhp_reason_set(why, -EINVAL,
			"the address 0x%llx is not a multiple of the memory block size 0x%llx",
			(unsigned long long)start,
			(unsigned long long)geometry->block_bytes);
	if (size & mask)
		return mmhp_reason_set(why, -EINVAL,
			"the size 0x%llx is not a multiple of the memory block size 0x%llx",
			(unsigned long long)size,
			(unsigned long long)geometry->block_bytes);
	if (start + (size - 1) < start)
		return mmhp_reason_set(why, -E2BIG,
			"0x%llx bytes from 0x%llx on reach past the end of the address space",
			(unsigned long long)size, (unsigned long long)start);
	return 0;
}

/**
 * mmhp_layout_init() - plan where the memmap of a range goes
 * @layout: filled in
 * @kind: one memmap for the range, or one per block
 * @start: physical address of the range in bytes
 * @size: size of the range in bytes
 * @geometry: facts of the machine
 * @why: the sentence for a failure
 *
 * Context: any, does not sleep.
 * Return: 0; -EINVAL if @start or @size is not a multiple of the memory block
 * size or @size is 0; -E2BIG if the range wraps around; -EOPNOTSUPP if the
 * memmap of a piece would not be a whole number of aligned host pages. The
 * rules are those of mhp_supports_memmap_on_memory() in mm/memory_hotplug.c,
 * with the range in the place of the block.
 */
int mmhp_layout_init(struct mmhp_layout *layout, enum mmhp_layout_kind kind,
		     u64 start, u64 size, const struct mmhp_geometry *geometry,
		     struct mmhp_reason *why)
{
	u64 memmap_bytes;
	int ret;

	ret = mmhp_layout_check_span(start, size, geometry, why);
	if (ret)
		return ret;

	layout->kind = kind;
	layout->page_bytes = geometry->page_bytes;
	layout->start_pfn = start / geometry->page_bytes;
	layout->nr_pages = size / geometry->page_bytes;
	layout->block_pages = geometry->block_bytes / geometry->page_bytes;
	layout->piece_pages = kind == MMHP_LAYOUT_RANGE ? layout->nr_pages :
							  layout->block_pages;

	memmap_bytes = (u64)layout->piece_pages * geometry->struct_page_bytes;
	layout->host_pages = memmap_bytes / geometry->page_bytes;
	if (memmap_bytes % geometry->page_bytes ||
	    layout->host_pages % geometry->host_align_pages)
		return mmhp_reason_set(why, -EOPNOTSUPP,
			"with a struct page of %lu bytes the memmap of 0x%llx bytes is not a multiple of %lu pages",
			geometry->struct_page_bytes,
			(unsigned long long)layout->piece_pages * geometry->page_bytes,
			geometry->host_align_pages);
	if (layout->host_pages >= layout->piece_pages)
		return mmhp_reason_set(why, -EOPNOTSUPP,
			"the memmap would leave nothing of 0x%llx bytes",
			(unsigned long long)layout->piece_pages * geometry->page_bytes);
	return 0;
}

/**
 * mmhp_layout_block() - describe one memory block of a range
 * @layout: the range
 * @index: which block, from 0 to mmhp_layout_nr_blocks() - 1
 * @block: filled in
 *
 * Context: any, does not sleep.
 */
void mmhp_layout_block(const struct mmhp_layout *layout, unsigned long index,
		       struct mmhp_block *block)
{
	const unsigned long first = index * layout->block_pages;
	const unsigned long piece = first / layout->piece_pages;
	const unsigned long in_piece = first % layout->piece_pages;
	const unsigned long blocks_per_piece =
		layout->piece_pages / layout->block_pages;

	block->start_pfn = layout->start_pfn + first;
	block->nr_pages = layout->block_pages;
	block->memmap_pages = layout->host_pages / blocks_per_piece;
	block->memmap_pfn = mmhp_layout_piece_pfn(layout, piece) +
			    in_piece / layout->block_pages * block->memmap_pages;

	if (in_piece >= layout->host_pages)
		block->offset = 0;
	else
		block->offset = min(layout->host_pages - in_piece,
				    layout->block_pages);
}

/**
 * mmhp_layout_gigantic() - how many gigantic pages could fit
 * @layout: the range
 * @gigantic_bytes: size of such a page, a power of two
 *
 * Counts the naturally aligned spans without a host page; whether the page
 * allocator finds them free is another matter.
 *
 * Context: any, does not sleep.
 * Return: the number of pages.
 */
unsigned long mmhp_layout_gigantic(const struct mmhp_layout *layout,
				   u64 gigantic_bytes)
{
	const u64 piece_bytes = (u64)layout->piece_pages * layout->page_bytes;
	const u64 host_bytes = (u64)layout->host_pages * layout->page_bytes;
	unsigned long piece, count = 0;

	for (piece = 0; piece < mmhp_layout_nr_pieces(layout); piece++) {
		const u64 start = (u64)mmhp_layout_piece_pfn(layout, piece) *
				  layout->page_bytes;
		const u64 first = (start + host_bytes + gigantic_bytes - 1) /
				  gigantic_bytes;
		const u64 end = (start + piece_bytes) / gigantic_bytes;

		if (end > first)
			count += end - first;
	}
	return count;
}
