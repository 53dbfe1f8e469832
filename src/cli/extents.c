// SPDX-License-Identifier: GPL-2.0
/*
 * Physical memory as stretches that are alike: what the kernel has, and what is in
 * ranges. What could be added is in free_memory.c.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uapi/mmhp_selfhost.h>

#include "extents.h"

const char *const extent_words[EXTENT_KINDS] = {
	[EXTENT_NOTHING] = "nothing",
	[EXTENT_OTHER] = "other",
	[EXTENT_RAM] = "ram",
	[EXTENT_HOST] = "memmap",
	[EXTENT_KERNEL] = "kernel",
	[EXTENT_MOVABLE] = "movable",
	[EXTENT_OFFLINE] = "offline",
	[EXTENT_STANDBY] = "standby",
	[EXTENT_FREE] = "free",
	[EXTENT_RESERVED] = "reserved",
	[EXTENT_SOFT] = "soft-reserved",
	[EXTENT_WINDOW] = "window",
};

int machine_read(struct machine *machine, const char *root, struct error *error)
{
	int ret;

	*machine = (struct machine){ };
	ret = ranges_block_size(root, &machine->block_size, error);
	if (!ret)
		ret = iomem_read(root, &machine->iomem, error);
	if (!ret)
		ret = iomem_read_firmware(root, &machine->firmware, error);
	/* Without that table less is known, that is all. */
	if (!ret && srat_read(root, &machine->srat) == -ENOMEM)
		ret = error_set(error, -ENOMEM, "no memory");
	if (ret)
		machine_free(machine);
	return ret;
}

void machine_free(struct machine *machine)
{
	regions_free(&machine->iomem);
	regions_free(&machine->firmware);
	srat_free(&machine->srat);
}

void extents_free(struct extents *extents)
{
	free(extents->at);
	*extents = (struct extents){ };
}

/* Stands by itself, whatever is before it: 0 or -ENOMEM. */
int extents_append(struct extents *extents, uint64_t start, uint64_t end,
		   enum extent_kind kind, const char *who)
{
	struct extent *more = reallocarray(extents->at, extents->nr + 1,
					   sizeof(*more));

	if (!more)
		return -ENOMEM;
	extents->at = more;
	more += extents->nr++;
	*more = (struct extent){ start, end, kind, "" };
	snprintf(more->who, sizeof(more->who), "%s", who);
	return 0;
}

/* Joined to the one before where it goes on */
int extents_add(struct extents *extents, uint64_t start, uint64_t end,
		enum extent_kind kind, const char *who)
{
	struct extent *last = extents->nr ? &extents->at[extents->nr - 1] : NULL;

	if (start >= end)
		return 0;
	if (last && last->end == start && last->kind == kind &&
	    !strcmp(last->who, who)) {
		last->end = end;
		return 0;
	}
	return extents_append(extents, start, end, kind, who);
}

static int extents_compare(const void *a, const void *b)
{
	const struct extent *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

void extents_sort(struct extents *extents)
{
	if (extents->nr)
		qsort(extents->at, extents->nr, sizeof(*extents->at),
		      extents_compare);
}

/* What of a region does not belong to any of @beside, which are sorted */
static int extents_beside(const struct region *region, enum extent_kind kind,
			  const struct extents *beside, struct extents *to)
{
	uint64_t at = region->start;
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < beside->nr; i++) {
		const struct extent *extent = &beside->at[i];

		if (extent->end <= at)
			continue;
		if (extent->start > region->last)
			break;
		ret = extents_add(to, at, extent->start, kind, region->name);
		at = extent->end;
	}
	return ret ? ret : extents_add(to, at, region->last + 1, kind, region->name);
}

/**
 * extents_iomem() - what the kernel has; ranges are left out
 * @machine: what is known of it
 * @free_memory: what can be added, which may be inside of what is reserved
 * @extents: added to
 *
 * Return: 0 or -ENOMEM.
 */
int extents_iomem(const struct machine *machine,
		  const struct extents *free_memory, struct extents *extents)
{
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < machine->iomem.nr; i++) {
		const struct region *region = &machine->iomem.at[i];
		const bool ram = !strncmp(region->name, IOMEM_RAM,
					  strlen(IOMEM_RAM));

		if (region->depth || !strcmp(region->name, MMHP_RESOURCE_NAME) ||
		    !strcmp(region->name, MMHP_RESOURCE_STANDBY))
			continue;
		ret = extents_beside(region, ram ? EXTENT_RAM : EXTENT_OTHER,
				     free_memory, extents);
	}
	return ret;
}

static enum extent_kind extents_kind(const char *state, const char *zone)
{
	if (!strcmp(state, MMHP_WORD_STANDBY))
		return EXTENT_STANDBY;
	if (!strcmp(state, MMHP_WORD_HOST))
		return EXTENT_HOST;
	if (!strcmp(state, MMHP_WORD_OFFLINE))
		return EXTENT_OFFLINE;
	return strcmp(zone, "Movable") ? EXTENT_KERNEL : EXTENT_MOVABLE;
}

static const char *extents_who(enum extent_kind kind, bool each)
{
	switch (kind) {
	case EXTENT_HOST:
		return "memmap of the range";
	case EXTENT_OFFLINE:
		return each ? "offline, a piece of memmap in each block" : "offline";
	case EXTENT_STANDBY:
		return "in standby";
	case EXTENT_KERNEL:
		return each ? "online, also for the kernel, a piece of memmap in each block" :
			      "online, also for the kernel";
	default:
		return each ? "online, movable, a piece of memmap in each block" :
			      "online, movable";
	}
}

static int extents_block(const struct range *range, const struct block *block,
			 uint64_t block_size, struct extents *to)
{
	const bool each = !strcmp(range->layout, MMHP_WORD_BLOCK);
	const enum extent_kind kind = extents_kind(block->state, block->zone);
	const uint64_t usable = kind == EXTENT_STANDBY || kind == EXTENT_HOST || each ?
		block->start : block->start + block->offset * RANGES_PAGE;
	int ret = extents_add(to, block->start, usable, EXTENT_HOST,
			      extents_who(EXTENT_HOST, false));

	return ret ? ret : extents_add(to, usable, block->start + block_size, kind,
				       extents_who(kind, each));
}

/* Where there is no table of blocks */
static int extents_range(const struct range *range, struct extents *to)
{
	const bool each = !strcmp(range->layout, MMHP_WORD_BLOCK);
	const enum extent_kind kind = extents_kind(range->state, range->zone);
	const uint64_t usable = kind == EXTENT_STANDBY || each ? range->start :
		range->start + range->memmap_pages * RANGES_PAGE;
	int ret = extents_add(to, range->start, usable, EXTENT_HOST,
			      extents_who(EXTENT_HOST, false));

	return ret ? ret : extents_add(to, usable, range->start + range->size,
				       kind, extents_who(kind, each));
}

/**
 * extents_ranges() - what is in ranges
 * @ranges: the ranges
 * @blocks: their blocks, NULL if they are not known
 * @block_size: bytes of one
 * @to: added to
 *
 * Return: 0 or -ENOMEM.
 */
int extents_ranges(const struct ranges *ranges, const struct blocks *blocks,
		   uint64_t block_size, struct extents *to)
{
	size_t i, j;
	int ret = 0;

	for (i = 0; !ret && i < ranges->nr; i++) {
		const struct range *range = &ranges->at[i];

		if (!blocks)
			ret = extents_range(range, to);
		for (j = 0; !ret && blocks && j < blocks->nr; j++)
			if (blocks->at[j].start - range->start < range->size)
				ret = extents_block(range, &blocks->at[j],
						    block_size, to);
	}
	return ret;
}

/*
 * How many pages of 1 GiB a range would give in layout range, by the arithmetic
 * of the module (mmhp_layout_gigantic()): a struct page has 64 bytes.
 */
unsigned int extents_gigantic(uint64_t start, uint64_t size)
{
	const uint64_t gib = 1ULL << 30;
	const uint64_t first = (start + size / 64 + gib - 1) / gib;
	const uint64_t end = (start + size) / gib;

	return end > first ? end - first : 0;
}
