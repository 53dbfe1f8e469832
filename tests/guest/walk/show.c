// SPDX-License-Identifier: GPL-2.0
/*
 * What the files have to say about a state of the model, word for word.
 */
#include <stdarg.h>
#include <stdlib.h>

#include "walk.h"

const char *const zone_names[] = { "-", "Normal", "Movable" };

/* As much as there will be is known, so that too much is a mistake of this program. */
void text_add(struct text *text, const char *format, ...)
{
	const size_t left = sizeof(text->buf) - text->len;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(text->buf + text->len, left, format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= left) {
		fprintf(stderr, "walk: a text is longer than %zu bytes\n", sizeof(text->buf));
		exit(2);
	}
	text->len += n;
}

static const char *range_state(const struct model *model, const struct range *range)
{
	const unsigned int online = range_online(model, range);

	if (range->standby)
		return MMHP_WORD_STANDBY;
	if (!online)
		return MMHP_WORD_OFFLINE;
	return online < range_usable(range) ? MMHP_WORD_PARTLY : MMHP_WORD_ONLINE;
}

static void show_frame(struct text *text, const struct range *range, uint64_t pfn)
{
	if (range->standby)
		text_add(text, " -");
	else
		text_add(text, " 0x%llx", (unsigned long long)pfn);
}

/* The file "ranges"; 576 is the abstract distance of a node with DRAM. */
void show_ranges(const struct model *model, struct text *text)
{
	const struct range *range;

	text_add(text, MMHP_RANGES_HEADER "\n");
	for (range = model->ranges; range < model->ranges + model->nr_ranges; range++) {
		text_add(text, "0x%llx 0x%llx %s " MMHP_WORD_DIRECT " 0 %u %u %u",
			 ARENA_START + range->first * BLOCK_SIZE, range->nr * BLOCK_SIZE,
			 layout_words[range->layout], range_usable(range),
			 range_online(model, range), range_host_blocks(range));
		show_frame(text, range, block_pfn(range->first));
		text_add(text, " %u %s 576\n", range->nr * BLOCK_MEMMAP, range_state(model, range));
	}
}

/* Where the host pages of a block are online; ZONE_NONE if it has none, or they are not */
static enum zone host_zone(const struct model *model, const struct range *range,
			   unsigned int block)
{
	if (range_is_host(range, block))
		return range_online(model, range) ? ZONE_NORMAL : ZONE_NONE;
	if (model->blocks[block].zone == ZONE_NONE)
		return ZONE_NONE;
	return model->blocks[block].host_zone;
}

static void show_block(const struct model *model, const struct range *range, unsigned int block,
		       struct text *text)
{
	const unsigned int offset = range_offset(range, block);
	const bool host = range_is_host(range, block);
	const enum zone zone = host ? host_zone(model, range, block) : model->blocks[block].zone;
	const char *state = zone == ZONE_NONE ? MMHP_WORD_OFFLINE : MMHP_WORD_ONLINE;
	uint64_t memmap = block_pfn(block);
	unsigned int tagged = 0;

	if (range->layout == LAYOUT_RANGE)
		memmap = block_pfn(range->first) + (block - range->first) * BLOCK_MEMMAP;
	if (offset && host_zone(model, range, block) != ZONE_NONE)
		tagged = offset;
	if (host)
		state = "host";
	if (range->standby)
		state = MMHP_WORD_STANDBY;

	text_add(text, "%u 0x%llx %s %s", ARENA_FIRST + block,
		 ARENA_START + block * BLOCK_SIZE, state, zone_names[zone]);
	show_frame(text, range, memmap);
	text_add(text, " %u ", offset);
	if (host)
		text_add(text, "-");
	else
		text_add(text, "0x%llx", (unsigned long long)block_pfn(block) + offset);
	block = (memmap - block_pfn(0)) / BLOCK_PAGES;
	text_add(text, " %u %u %s %s\n", tagged, offset, zone_names[host_zone(model, range, block)],
		 range->standby ? "-" : "0");
}

/* The file "blocks" */
void show_blocks(const struct model *model, struct text *text)
{
	const struct range *range;
	unsigned int i;

	text_add(text, MMHP_BLOCKS_HEADER "\n");
	for (range = model->ranges; range < model->ranges + model->nr_ranges; range++)
		for (i = range->first; i < range->first + range->nr; i++)
			show_block(model, range, i, text);
}

/* Which blocks of the arena have a device: its number each, by number */
void show_devices(const struct model *model, struct text *text)
{
	unsigned int i;

	for (i = 0; i < ARENA_BLOCKS; i++)
		if (model_has_device(model, i))
			text_add(text, "memory%u\n", ARENA_FIRST + i);
}

/* state and valid_zones of each device; the zone that "online" means comes first in the latter. */
void show_sysfs(const struct model *model, struct text *text)
{
	unsigned int i;

	for (i = 0; i < ARENA_BLOCKS; i++) {
		const enum zone zone = model->blocks[i].zone;

		if (!model_has_device(model, i))
			continue;
		text_add(text, "memory%u ", ARENA_FIRST + i);
		if (zone != ZONE_NONE)
			text_add(text, "online %s\n", zone_names[zone]);
		else if (model_default_zone(model, block_pfn(i), block_pfn(i + 1)) == ZONE_NORMAL)
			text_add(text, "offline Normal Movable\n");
		else
			text_add(text, "offline Movable Normal\n");
	}
}

/* Pages of the ranges in a zone; host pages are present, but only with a device of their own. */
static uint64_t zone_pages(const struct model *model, enum zone zone, bool host)
{
	const struct range *range;
	uint64_t pages = 0;
	unsigned int i;

	for (range = model->ranges; range < model->ranges + model->nr_ranges; range++)
		for (i = range->first; i < range->first + range->nr; i++) {
			const struct block *block = &model->blocks[i];
			const unsigned int offset = range_offset(range, i);

			if (block->zone == zone)
				pages += BLOCK_PAGES - offset;
			if (host && block->zone != ZONE_NONE && block->host_zone == zone)
				pages += offset;
		}
	return pages;
}

/* "ZONE START SPANNED PRESENT MANAGED" of both zones; pages in Normal without the boot memory's */
void show_zones(const struct model *model, struct text *text)
{
	enum zone zone;

	for (zone = ZONE_NORMAL; zone <= ZONE_MOVABLE; zone++) {
		const struct span span = model_span(model, zone);

		text_add(text, "%s start %llu spanned %llu present %llu managed %llu\n",
			 zone_names[zone], (unsigned long long)span.start_pfn,
			 (unsigned long long)(span.end_pfn - span.start_pfn),
			 (unsigned long long)zone_pages(model, zone, true),
			 (unsigned long long)zone_pages(model, zone, false));
	}
}

/* Pages by which MemTotal grows */
uint64_t show_managed(const struct model *model)
{
	return zone_pages(model, ZONE_NORMAL, false) + zone_pages(model, ZONE_MOVABLE, false);
}

/* The module's lines of /proc/iomem */
void show_iomem(const struct model *model, struct text *text)
{
	const struct range *range;

	for (range = model->ranges; range < model->ranges + model->nr_ranges; range++) {
		const uint64_t start = ARENA_START + range->first * BLOCK_SIZE;

		text_add(text, "%08llx-%08llx : %s\n", (unsigned long long)start,
			 (unsigned long long)(start + range->nr * BLOCK_SIZE - 1),
			 range->standby ? MMHP_RESOURCE_STANDBY : MMHP_RESOURCE_NAME);
	}
}
