// SPDX-License-Identifier: GPL-2.0
/*
 * What follows from the state of the model: the arithmetic of a range, as the README has it, and the
 * kernel's rules for zones.
 */
#include "walk.h"

/* --- arithmetic of a range -------------------------------------------------------------------- */

uint64_t block_pfn(unsigned int block)
{
	return ARENA_START / PAGE + (uint64_t)block * BLOCK_PAGES;
}

/* Blocks that hold nothing but the memmap; in layout block a block has room for more. */
unsigned int range_host_blocks(const struct range *range)
{
	return range->layout == LAYOUT_RANGE ? range->nr * BLOCK_MEMMAP / BLOCK_PAGES : 0;
}

unsigned int range_usable(const struct range *range)
{
	return range->nr - range_host_blocks(range);
}

/* How many host pages a block begins with */
unsigned int range_offset(const struct range *range, unsigned int block)
{
	unsigned int before = (block - range->first) * BLOCK_PAGES;
	unsigned int host = range->nr * BLOCK_MEMMAP;

	if (range->layout == LAYOUT_BLOCK)
		return BLOCK_MEMMAP;
	if (host <= before)
		return 0;
	return host - before < BLOCK_PAGES ? host - before : BLOCK_PAGES;
}

bool range_is_host(const struct range *range, unsigned int block)
{
	return range_offset(range, block) == BLOCK_PAGES;
}

/*
 * The block in which the memmap of others ends; ARENA_BLOCKS if there is none: in layout block, if
 * the memmap ends with a block, or if there are no others.
 */
unsigned int range_boundary(const struct range *range)
{
	unsigned int block = range->first + range_host_blocks(range);

	if (range->layout == LAYOUT_BLOCK || range_usable(range) < 2 || !range_offset(range, block))
		return ARENA_BLOCKS;
	return block;
}

/* --- state ------------------------------------------------------------------------------------ */

unsigned int range_online(const struct model *model, const struct range *range)
{
	unsigned int i, n = 0;

	for (i = range->first; i < range->first + range->nr; i++)
		n += model->blocks[i].zone != ZONE_NONE;
	return n;
}

const struct range *model_range_of(const struct model *model, unsigned int block)
{
	const struct range *range;

	for (range = model->ranges; range < model->ranges + model->nr_ranges; range++)
		if (block >= range->first && block < range->first + range->nr)
			return range;
	return NULL;
}

/* A block that can go online has a device. */
bool model_has_device(const struct model *model, unsigned int block)
{
	const struct range *range = model_range_of(model, block);

	return range && !range->standby && !range_is_host(range, block);
}

bool model_is_free(const struct model *model, unsigned int first, unsigned int nr)
{
	unsigned int i;

	for (i = first; i < first + nr; i++)
		if (model_range_of(model, i))
			return false;
	return true;
}

/* --- zones ------------------------------------------------------------------------------------ */

static void span_include(struct span *span, uint64_t start_pfn, uint64_t nr_pages)
{
	if (!nr_pages)
		return;
	if (span->start_pfn == span->end_pfn)
		*span = (struct span){ start_pfn, start_pfn + nr_pages };
	if (start_pfn < span->start_pfn)
		span->start_pfn = start_pfn;
	if (start_pfn + nr_pages > span->end_pfn)
		span->end_pfn = start_pfn + nr_pages;
}

/* A zone spans what is online in it, host pages and the holes in between included. */
struct span model_span(const struct model *model, enum zone zone)
{
	struct span span = zone == ZONE_NORMAL ? model->normal : (struct span){ 0, 0 };
	const struct range *range;
	unsigned int i;

	for (range = model->ranges; range < model->ranges + model->nr_ranges; range++) {
		for (i = range->first; i < range->first + range->nr; i++) {
			const struct block *block = &model->blocks[i];
			const unsigned int offset = range_offset(range, i);

			if (block->zone == zone)
				span_include(&span, block_pfn(i) + offset, BLOCK_PAGES - offset);
			if (block->zone != ZONE_NONE && block->host_zone == zone)
				span_include(&span, block_pfn(i), offset);
		}
		/* Host blocks are set up in a kernel zone while anything of the range is online. */
		if (zone == ZONE_NORMAL && range_online(model, range))
			span_include(&span, block_pfn(range->first),
				     (uint64_t)range_host_blocks(range) * BLOCK_PAGES);
	}
	return span;
}

static bool span_meets(struct span span, uint64_t start_pfn, uint64_t end_pfn)
{
	return start_pfn < span.end_pfn && end_pfn > span.start_pfn;
}

/*
 * The kernel's default_zone_for_pfn(): memory goes where a zone is already, if only one of the two
 * is; to the kernel zone otherwise.
 */
enum zone model_default_zone(const struct model *model, uint64_t start_pfn, uint64_t end_pfn)
{
	const bool kernel = span_meets(model_span(model, ZONE_NORMAL), start_pfn, end_pfn);
	const bool movable = span_meets(model_span(model, ZONE_MOVABLE), start_pfn, end_pfn);

	return movable && !kernel ? ZONE_MOVABLE : ZONE_NORMAL;
}

enum zone way_zone(const struct model *model, enum way way, uint64_t start_pfn, uint64_t end_pfn)
{
	switch (way) {
	case WAY_KERNEL:
		return ZONE_NORMAL;
	case WAY_MOVABLE:
		return ZONE_MOVABLE;
	case WAY_ONLINE:
		return model_default_zone(model, start_pfn, end_pfn);
	default:
		return ZONE_NONE;
	}
}

/* The zone of a whole range. Without a word for it, what is online already shows the way. */
enum zone range_zone(const struct model *model, const struct range *range, enum way way)
{
	const unsigned int end = range->first + range->nr;
	unsigned int i;

	for (i = range->first; way == WAY_ONLINE && i < end; i++)
		if (model->blocks[i].zone != ZONE_NONE)
			return model->blocks[i].zone;
	return way_zone(model, way, block_pfn(range->first + range_host_blocks(range)),
			block_pfn(end));
}
