/* SPDX-License-Identifier: GPL-2.0 */
/* Where the memmap of a range lies: pure arithmetic */
#ifndef _MMHP_LAYOUT_H
#define _MMHP_LAYOUT_H

#include <linux/types.h>

#include "reason.h"

/**
 * enum mmhp_layout_kind - how the memmap is spread over a range
 * @MMHP_LAYOUT_RANGE: one memmap for the whole range, at its start
 * @MMHP_LAYOUT_BLOCK: each memory block carries its own, at its head
 */
enum mmhp_layout_kind {
	MMHP_LAYOUT_RANGE,
	MMHP_LAYOUT_BLOCK,
};

/**
 * struct mmhp_geometry - what the arithmetic must know of the machine
 * @block_bytes: size of a memory block, a power of two
 * @page_bytes: size of a page
 * @struct_page_bytes: size of a struct page
 * @host_align_pages: host pages come in multiples of this many pages: a leaf
 *	of the vmemmap page table (x86 takes nothing smaller from an altmap)
 *	and a pageblock (online_pages() wants its start aligned to one)
 */
struct mmhp_geometry {
	u64 block_bytes;
	unsigned long page_bytes;
	unsigned long struct_page_bytes;
	unsigned long host_align_pages;
};

/**
 * struct mmhp_layout - a range, cut into pieces that each carry a memmap
 * @kind: how it was asked for
 * @start_pfn: first pfn of the range
 * @nr_pages: pages of the range
 * @block_pages: pages of a memory block
 * @piece_pages: pages that share one memmap: the whole range, or a block
 * @host_pages: pages at the head of each piece that hold its memmap
 * @page_bytes: size of a page
 *
 * A piece is what one struct vmem_altmap describes.
 */
struct mmhp_layout {
	enum mmhp_layout_kind kind;
	unsigned long start_pfn;
	unsigned long nr_pages;
	unsigned long block_pages;
	unsigned long piece_pages;
	unsigned long host_pages;
	unsigned long page_bytes;
};

/**
 * struct mmhp_block - one memory block of a range
 * @start_pfn: first pfn of the block
 * @nr_pages: pages of the block
 * @offset: how many of its first pages are host pages
 * @memmap_pfn: first of the host pages that hold this block's struct pages
 * @memmap_pages: how many host pages that takes
 */
struct mmhp_block {
	unsigned long start_pfn;
	unsigned long nr_pages;
	unsigned long offset;
	unsigned long memmap_pfn;
	unsigned long memmap_pages;
};

int mmhp_layout_init(struct mmhp_layout *layout, enum mmhp_layout_kind kind,
		     u64 start, u64 size, const struct mmhp_geometry *geometry,
		     struct mmhp_reason *why);
void mmhp_layout_block(const struct mmhp_layout *layout, unsigned long index,
		       struct mmhp_block *block);
unsigned long mmhp_layout_gigantic(const struct mmhp_layout *layout,
				   u64 gigantic_bytes);

static inline u64 mmhp_layout_start(const struct mmhp_layout *layout)
{
	return (u64)layout->start_pfn * layout->page_bytes;
}

static inline u64 mmhp_layout_size(const struct mmhp_layout *layout)
{
	return (u64)layout->nr_pages * layout->page_bytes;
}

static inline unsigned long
mmhp_layout_nr_blocks(const struct mmhp_layout *layout)
{
	return layout->nr_pages / layout->block_pages;
}

static inline unsigned long
mmhp_layout_nr_pieces(const struct mmhp_layout *layout)
{
	return layout->nr_pages / layout->piece_pages;
}

/* Host pages of the whole range */
static inline unsigned long
mmhp_layout_memmap_pages(const struct mmhp_layout *layout)
{
	return mmhp_layout_nr_pieces(layout) * layout->host_pages;
}

static inline unsigned long
mmhp_layout_piece_pfn(const struct mmhp_layout *layout, unsigned long piece)
{
	return layout->start_pfn + piece * layout->piece_pages;
}

/* Blocks at the head of each piece that hold nothing but host pages */
static inline unsigned long
mmhp_layout_host_blocks(const struct mmhp_layout *layout)
{
	return layout->host_pages / layout->block_pages;
}

/* Host pages in the boundary block of each piece; 0: it has no such block */
static inline unsigned long
mmhp_layout_boundary_offset(const struct mmhp_layout *layout)
{
	return layout->host_pages % layout->block_pages;
}

/* Blocks of the whole range that have usable pages, and so a memoryN */
static inline unsigned long
mmhp_layout_usable_blocks(const struct mmhp_layout *layout)
{
	return mmhp_layout_nr_blocks(layout) -
	       mmhp_layout_nr_pieces(layout) * mmhp_layout_host_blocks(layout);
}

/*
 * Does one block carry the struct pages of others in its own usable head? Then
 * its turn in going on- and offline matters, else any order will do.
 */
static inline bool mmhp_layout_has_boundary(const struct mmhp_layout *layout)
{
	return layout->piece_pages > layout->block_pages &&
	       mmhp_layout_boundary_offset(layout) &&
	       mmhp_layout_usable_blocks(layout) > 1;
}

static inline unsigned long
mmhp_layout_boundary_pfn(const struct mmhp_layout *layout)
{
	return layout->start_pfn +
	       mmhp_layout_host_blocks(layout) * layout->block_pages;
}

static inline bool mmhp_block_is_boundary(const struct mmhp_layout *layout,
					  const struct mmhp_block *block)
{
	return mmhp_layout_has_boundary(layout) &&
	       block->start_pfn == mmhp_layout_boundary_pfn(layout);
}

static inline bool mmhp_block_is_host(const struct mmhp_block *block)
{
	return block->offset == block->nr_pages;
}

#endif /* _MMHP_LAYOUT_H */
