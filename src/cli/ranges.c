// SPDX-License-Identifier: GPL-2.0
/*
 * What the module has: from the tables in debugfs, where they can be read, and
 * from sysfs.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uapi/mmhp_selfhost.h>

#include "file.h"
#include "ranges.h"

void ranges_free(struct ranges *ranges)
{
	free(ranges->at);
	*ranges = (struct ranges){ };
}

void blocks_free(struct blocks *blocks)
{
	free(blocks->at);
	*blocks = (struct blocks){ };
}

/* The zone of the online blocks of a range, as sysfs has it */
static void ranges_zone(struct range *range, const struct blocks *blocks)
{
	size_t i;

	strcpy(range->zone, "none");
	for (i = 0; i < blocks->nr; i++) {
		const struct block *block = &blocks->at[i];

		if (block->start - range->start >= range->size ||
		    strcmp(block->state, MMHP_WORD_ONLINE))
			continue;
		if (!strcmp(range->zone, "none"))
			strcpy(range->zone, block->zone);
		else if (strcmp(range->zone, block->zone))
			strcpy(range->zone, "mixed");
	}
}

/* What only sysfs knows of a range that both have */
static void ranges_add_timing(const char *root, struct ranges *ranges)
{
	struct ranges more;
	struct error unused;
	size_t i;

	if (ranges_read_sysfs(root, &more, &unused))
		return;
	for (i = 0; i < ranges->nr; i++) {
		const struct range *other = ranges_find(&more, ranges->at[i].start);

		if (!other)
			continue;
		ranges->at[i].add_us = other->add_us;
		ranges->at[i].verify_us = other->verify_us;
		ranges->at[i].online_us = other->online_us;
		ranges->at[i].offline_us = other->offline_us;
	}
	ranges_free(&more);
}

static int ranges_read_text(const struct ctl *ctl, const char *name, char **text,
			    struct error *error)
{
	char path[PATH_MAX];
	int ret = file_path(path, CTL_DEBUGFS, "/%s", name);

	if (!ret)
		ret = file_read(ctl->root, path, text);
	return ret ? error_set(error, ret, "%s cannot be read", path) : 0;
}

static int ranges_read_tables(const struct ctl *ctl, struct ranges *ranges,
			      struct error *error)
{
	struct blocks blocks = { };
	char *text;
	size_t i;
	int ret = ranges_read_text(ctl, MMHP_FILE_RANGES, &text, error);

	if (ret)
		return ret;
	ret = ranges_parse(text, ranges, error);
	free(text);
	if (ret)
		return ret;
	ret = blocks_read(ctl, &blocks, error);
	if (ret) {
		ranges_free(ranges);
		return ret;
	}
	for (i = 0; i < ranges->nr; i++)
		ranges_zone(&ranges->at[i], &blocks);
	blocks_free(&blocks);
	return 0;
}

/**
 * ranges_read() - all ranges
 * @ctl: where the files are
 * @ranges: filled in, sorted by address; ranges_free() frees it
 * @error: the sentence for a failure
 *
 * Return: 0 or a negative errno, with nothing to free.
 */
int ranges_read(const struct ctl *ctl, struct ranges *ranges, struct error *error)
{
	int ret;

	*ranges = (struct ranges){ };
	if (!ctl->has_tables)
		return ranges_read_sysfs(ctl->root, ranges, error);
	ret = ranges_read_tables(ctl, ranges, error);
	/* A module that is older or newer: the files of a range say less, but stay. */
	if (ret == -EPROTO && ctl->has_sysfs)
		return ranges_read_sysfs(ctl->root, ranges, error);
	if (!ret && ctl->has_sysfs)
		ranges_add_timing(ctl->root, ranges);
	return ret;
}

/* All blocks of all ranges. Only debugfs has them. */
int blocks_read(const struct ctl *ctl, struct blocks *blocks, struct error *error)
{
	char *text;
	int ret;

	*blocks = (struct blocks){ };
	if (!ctl->has_tables)
		return error_unable(error, -ENOENT,
			"where the memmap of each block lies is only shown by debugfs, which cannot be read: it is not mounted, or switched off (debugfs=off)");
	ret = ranges_read_text(ctl, MMHP_FILE_BLOCKS, &text, error);
	if (ret)
		return ret;
	ret = blocks_parse(text, blocks, error);
	free(text);
	return ret;
}

/* The range that starts at @start, or NULL */
const struct range *ranges_find(const struct ranges *ranges, uint64_t start)
{
	size_t i;

	for (i = 0; i < ranges->nr; i++)
		if (ranges->at[i].start == start)
			return &ranges->at[i];
	return NULL;
}

/* memory_block_size_bytes() */
int ranges_block_size(const char *root, uint64_t *size, struct error *error)
{
	unsigned long long number;
	int ret = file_read_number(root, "/sys/devices/system/memory/block_size_bytes",
				   16, &number);

	if (!ret && (!number || number & (number - 1)))
		ret = -EPROTO;
	if (ret)
		return error_unable(error, ret,
				    "the size of a memory block is not known: this kernel has no memory hotplug");
	*size = number;
	return 0;
}
