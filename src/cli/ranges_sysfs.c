// SPDX-License-Identifier: GPL-2.0
/*
 * Ranges as /sys/kernel/mmhp/0x... shows them: a folder each, one value per file.
 */
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uapi/mmhp_selfhost.h>

#include "file.h"
#include "ranges.h"

static int range_word(const char *dir, const char *name, char word[RANGES_WORD])
{
	char path[64];

	snprintf(path, sizeof(path), "/%s", name);
	return file_read_line(dir, path, word, RANGES_WORD);
}

/* "-" is that there is none; so is a file that an older module does not have. */
static int range_number(const char *dir, const char *name, uint64_t *number)
{
	char word[RANGES_WORD], *end;
	int ret = range_word(dir, name, word);

	*number = RANGES_NONE;
	if (ret == -ENOENT || (!ret && !strcmp(word, "-")))
		return 0;
	if (ret)
		return ret;
	errno = 0;
	*number = strtoull(word, &end, 0);
	return errno || end == word || *end ? -EPROTO : 0;
}

static int range_read(const char *dir, struct range *range)
{
	uint64_t node = 0;
	int ret;

	*range = (struct range){ .adistance = RANGES_NONE };
	/* A signal ends it: no other file may be waited for then. */
	ret = range_number(dir, MMHP_ATTR_START, &range->start) ?:
	      range_number(dir, MMHP_ATTR_SIZE, &range->size) ?:
	      range_word(dir, MMHP_ATTR_LAYOUT, range->layout) ?:
	      range_word(dir, MMHP_ATTR_ENGINE, range->engine) ?:
	      range_number(dir, MMHP_ATTR_NODE, &node) ?:
	      range_word(dir, MMHP_ATTR_ZONE, range->zone) ?:
	      range_number(dir, MMHP_ATTR_MEMMAP_START, &range->memmap) ?:
	      range_number(dir, MMHP_ATTR_MEMMAP_PAGES, &range->memmap_pages) ?:
	      range_number(dir, MMHP_ATTR_ONLINE_BLOCKS, &range->online) ?:
	      range_number(dir, MMHP_ATTR_BLOCKS, &range->blocks) ?:
	      range_word(dir, MMHP_ATTR_STATE, range->state) ?:
	      range_number(dir, MMHP_ATTR_TIMING "/" MMHP_ATTR_ADD_US, &range->add_us) ?:
	      range_number(dir, MMHP_ATTR_TIMING "/" MMHP_ATTR_VERIFY_US, &range->verify_us) ?:
	      range_number(dir, MMHP_ATTR_TIMING "/" MMHP_ATTR_ONLINE_US, &range->online_us) ?:
	      range_number(dir, MMHP_ATTR_TIMING "/" MMHP_ATTR_OFFLINE_US, &range->offline_us);
	range->node = node;
	return ret;
}

static int range_compare(const void *a, const void *b)
{
	const struct range *x = a, *y = b;

	return x->start < y->start ? -1 : x->start > y->start;
}

static int ranges_add_dir(struct ranges *ranges, const char *dir)
{
	struct range range;
	int ret = range_read(dir, &range);

	/* One that goes away while it is read is none. */
	if (ret)
		return ret == -EINTR || file_exists(dir, "/" MMHP_ATTR_START) ? ret : 0;
	ranges->at[ranges->nr++] = range;
	return 0;
}

/**
 * ranges_read_sysfs() - what the folders in sysfs say
 * @root: what all paths begin with
 * @ranges: filled in, sorted by address
 * @error: the sentence for a failure
 *
 * Return: 0 or a negative errno.
 */
int ranges_read_sysfs(const char *root, struct ranges *ranges, struct error *error)
{
	char pattern[PATH_MAX];
	glob_t found = { };
	size_t i;
	int ret;

	*ranges = (struct ranges){ };
	ret = file_path(pattern, root, "%s", CTL_SYSFS "/0x*");
	if (!ret && glob(pattern, GLOB_ONLYDIR, NULL, &found) == GLOB_NOSPACE)
		ret = -ENOMEM;
	if (!ret && found.gl_pathc) {
		ranges->at = calloc(found.gl_pathc, sizeof(*ranges->at));
		ret = ranges->at ? 0 : -ENOMEM;
	}
	for (i = 0; !ret && i < found.gl_pathc; i++)
		ret = ranges_add_dir(ranges, found.gl_pathv[i]);
	globfree(&found);
	if (ret) {
		ranges_free(ranges);
		return error_set(error, ret, "%s cannot be read", CTL_SYSFS);
	}
	if (ranges->nr)
		qsort(ranges->at, ranges->nr, sizeof(*ranges->at), range_compare);
	return 0;
}
