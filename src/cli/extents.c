// SPDX-License-Identifier: GPL-2.0
/*
 * Physical memory as stretches that are alike: what the kernel has, what is in
 * ranges, and what could be added.
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

static int extents_append(struct extents *extents, uint64_t start, uint64_t end,
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

/* What of an extent is left beside the regions that are at least so deep */
static int extents_cut(struct extents *to, const struct extent *from,
		       const struct regions *regions, unsigned int depth)
{
	uint64_t at = from->start;
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < regions->nr && at < from->end; i++) {
		const struct region *region = &regions->at[i];

		if (region->depth < depth || region->last < at)
			continue;
		if (region->start >= from->end)
			break;
		ret = extents_add(to, at, region->start, from->kind, from->who);
		at = region->last + 1;
	}
	return ret ? ret : extents_add(to, at, from->end, from->kind, from->who);
}

/* RAM, for firmware, that nobody has: mem=, memmap=, or a kernel that can't use it */
static int extents_unused(const struct machine *machine, struct extents *to)
{
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < machine->firmware.nr; i++) {
		const struct region *ram = &machine->firmware.at[i];
		const struct extent extent = {
			ram->start, ram->last + 1, EXTENT_FREE,
			"RAM that the kernel was told to leave alone"
		};

		if (!strcmp(ram->name, IOMEM_RAM))
			ret = extents_cut(to, &extent, &machine->iomem, 0);
	}
	return ret;
}

/* What is reserved, but RAM for firmware: by memmap=nn$ss */
static int extents_reserved(const struct machine *machine,
			    const struct region *region, struct extents *to)
{
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < machine->firmware.nr; i++) {
		const struct region *ram = &machine->firmware.at[i];
		struct extent extent = {
			region->start, region->last + 1, EXTENT_RESERVED,
			"RAM that memmap= reserved"
		};

		if (strcmp(ram->name, IOMEM_RAM) || ram->last < region->start ||
		    ram->start > region->last)
			continue;
		if (ram->start > extent.start)
			extent.start = ram->start;
		if (ram->last + 1 < extent.end)
			extent.end = ram->last + 1;
		ret = extents_cut(to, &extent, &machine->iomem, 1);
	}
	return ret;
}

static int extents_set_aside(const struct machine *machine, struct extents *to)
{
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < machine->iomem.nr; i++) {
		const struct region *region = &machine->iomem.at[i];
		const struct extent extent = {
			region->start, region->last + 1, EXTENT_SOFT,
			"memory that firmware set aside (soft-reserved)"
		};

		if (region->depth)
			continue;
		if (!strcmp(region->name, IOMEM_SOFT_RESERVED))
			ret = extents_cut(to, &extent, &machine->iomem, 1);
		else if (!strcasecmp(region->name, IOMEM_RESERVED))
			ret = extents_reserved(machine, region, to);
	}
	return ret;
}

/* The same where the kernel keeps it out of its own map, as 7.x does */
static int extents_set_aside_by_firmware(const struct machine *machine,
					 struct extents *to)
{
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < machine->firmware.nr; i++) {
		const struct region *region = &machine->firmware.at[i];
		const struct extent extent = {
			region->start, region->last + 1, EXTENT_SOFT,
			"memory that firmware set aside (soft-reserved)"
		};

		if (!strcmp(region->name, IOMEM_SOFT_RESERVED))
			ret = extents_cut(to, &extent, &machine->iomem, 0);
	}
	return ret;
}

/* Where firmware says that memory may be plugged in, and nobody is yet */
static int extents_windows(const struct machine *machine, struct extents *to)
{
	struct extents beside = { };
	size_t i, j;
	int ret = 0;

	for (i = 0; !ret && i < machine->srat.nr; i++) {
		const struct srat_memory *memory = &machine->srat.at[i];
		const struct extent extent = {
			memory->start, memory->last + 1, EXTENT_WINDOW,
			"room for hot-plug; only a test tells whether RAM is there"
		};

		if (!memory->hotplug)
			continue;
		ret = extents_cut(&beside, &extent, &machine->iomem, 0);
		for (j = 0; !ret && j < beside.nr; j++)
			ret = extents_cut(to, &beside.at[j], &machine->firmware, 0);
		extents_free(&beside);
	}
	return ret;
}

/* Only whole memory blocks can be added. */
static void extents_to_blocks(struct extents *extents, uint64_t block_size)
{
	const uint64_t mask = block_size - 1;
	size_t i, nr = 0;

	for (i = 0; i < extents->nr; i++) {
		struct extent extent = extents->at[i];

		extent.start = (extent.start + mask) & ~mask;
		extent.end &= ~mask;
		if (extent.start < extent.end)
			extents->at[nr++] = extent;
	}
	extents->nr = nr;
}

/* Where the node changes first inside of an extent; its end if it does not */
static uint64_t extents_node_ends(const struct extent *extent,
				  const struct srat *srat)
{
	uint64_t end = extent->end;
	size_t i;
	int side;

	for (i = 0; i < srat->nr; i++) {
		for (side = 0; side < 2; side++) {
			const uint64_t at = side ? srat->at[i].last + 1 :
				srat->at[i].start;

			if (at > extent->start && at < end &&
			    srat_node(srat, at - 1, at - 1) != srat_node(srat, at, at))
				end = at;
		}
	}
	return end;
}

/* A range belongs to one node; a block that is on two is left out. */
static int extents_to_nodes(struct extents *extents, const struct machine *machine)
{
	const uint64_t mask = machine->block_size - 1;
	struct extents parts = { };
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < extents->nr; i++) {
		struct extent rest = extents->at[i];

		while (!ret && rest.start < rest.end) {
			const uint64_t end = extents_node_ends(&rest, &machine->srat);

			if (rest.start < (end & ~mask))
				ret = extents_append(&parts, rest.start, end & ~mask,
						     rest.kind, rest.who);
			rest.start = (end + mask) & ~mask;
		}
	}
	extents_free(extents);
	*extents = parts;
	return ret;
}

/**
 * extents_free_memory() - what could be added
 * @machine: what is known of it
 * @extents: filled in, in whole memory blocks of one node each, sorted
 *
 * Return: 0 or -ENOMEM.
 */
int extents_free_memory(const struct machine *machine, struct extents *extents)
{
	int ret;

	*extents = (struct extents){ };
	ret = extents_unused(machine, extents);
	if (!ret)
		ret = extents_set_aside(machine, extents);
	if (!ret)
		ret = extents_set_aside_by_firmware(machine, extents);
	if (!ret)
		ret = extents_windows(machine, extents);
	if (!ret) {
		extents_to_blocks(extents, machine->block_size);
		extents_sort(extents);
		ret = extents_to_nodes(extents, machine);
	}
	if (ret)
		extents_free(extents);
	return ret;
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
