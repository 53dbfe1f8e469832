// SPDX-License-Identifier: GPL-2.0
/*
 * What could be added: from firmware's map of memory and the kernel's own, and from
 * the room that firmware has for hot-plug, in whole memory blocks of one node each.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "extents.h"

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

/* What firmware's map calls by a name, and the kernel's own does not have */
static int extents_of_firmware(const struct machine *machine, const char *name,
			       enum extent_kind kind, const char *who,
			       struct extents *to)
{
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < machine->firmware.nr; i++) {
		const struct region *region = &machine->firmware.at[i];
		struct extent extent = { region->start, region->last + 1, kind, "" };

		snprintf(extent.who, sizeof(extent.who), "%s", who);
		if (!strcmp(region->name, name))
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

#define EXTENTS_SOFT	"memory that firmware set aside (soft-reserved)"

static int extents_set_aside(const struct machine *machine, struct extents *to)
{
	size_t i;
	int ret = 0;

	for (i = 0; !ret && i < machine->iomem.nr; i++) {
		const struct region *region = &machine->iomem.at[i];
		const struct extent extent = {
			region->start, region->last + 1, EXTENT_SOFT,
			EXTENTS_SOFT
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
	/* mem=, memmap=, or a kernel that can't use it */
	ret = extents_of_firmware(machine, IOMEM_RAM, EXTENT_FREE,
				  "RAM that the kernel was told to leave alone",
				  extents);
	if (!ret)
		ret = extents_set_aside(machine, extents);
	/* 7.x keeps that out of the kernel's map. */
	if (!ret)
		ret = extents_of_firmware(machine, IOMEM_SOFT_RESERVED, EXTENT_SOFT,
					  EXTENTS_SOFT, extents);
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
