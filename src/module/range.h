/* SPDX-License-Identifier: GPL-2.0 */
/* The registry of ranges: the only yes or no to a request */
#ifndef _MMHP_RANGE_H
#define _MMHP_RANGE_H

#include <linux/completion.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/memremap.h>
#include <linux/mmzone.h>
#include <linux/types.h>

#include "layout.h"
#include "reason.h"
#include "request.h"

struct memory_group;
struct mmhp_engine;
struct mmhp_tier;
struct resource;

/**
 * struct mmhp_piece - pages of a range that share one memmap
 * @memmap: where add_pages() takes the memmap from
 * @boundary: what the boundary block is told, its free being the offset at
 *	which its usable pages begin: onlining takes it from there
 */
struct mmhp_piece {
	struct vmem_altmap memmap;
	struct vmem_altmap boundary;
};

/**
 * enum mmhp_timing - what the duration is kept of
 * @MMHP_TIMING_ADD: adding, all that the line asked for included
 * @MMHP_TIMING_ONLINE: a request to go online
 * @MMHP_TIMING_OFFLINE: a request to go offline
 * @MMHP_TIMING_VERIFY: testing the memory, a part of one of the others
 * @MMHP_NR_TIMINGS: how many there are
 */
enum mmhp_timing {
	MMHP_TIMING_ADD,
	MMHP_TIMING_ONLINE,
	MMHP_TIMING_OFFLINE,
	MMHP_TIMING_VERIFY,
	MMHP_NR_TIMINGS,
};

/**
 * struct mmhp_range - memory that one probe added
 * @list: in the registry, sorted by address; guarded by mmhp_lock
 * @watched: in the notifier's list; guarded by device_hotplug_lock
 * @layout: what it is, and where its memmap lies
 * @engine: how it was added
 * @rung: how far up the ladder of its engine it is
 * @nid: node
 * @adistance: abstract distance that was asked for; 0: none was
 * @verify: what is tested before it gets a memmap
 * @mgid: number of its memory group
 * @group: its memory group (engine direct)
 * @resource: its entry in /proc/iomem (engine direct)
 * @present_pages: pages from its start on that the kernel has a memmap for
 * @tier: the memory type of its node, if that is ours
 * @host_zone: zone of the host blocks, NULL as long as they are not set up;
 *	changed under mem_hotplug_lock
 * @bad_pages: per block, its bad pages when it last went offline, as far as
 *	the kernel does not count them; changed under device_hotplug_lock (engine
 *	direct)
 * @pieces: an entry for each of mmhp_layout_nr_pieces()
 * @directory: its directory in sysfs
 * @directory_released: nothing refers to @directory any more
 * @took_us: microseconds that the last of each kind took that succeeded; 0: none
 *	has yet. Written under mmhp_lock, read without
 *
 * Which blocks are online is the kernel's to know: see blocks.h and state.h.
 */
struct mmhp_range {
	struct list_head list;
	struct list_head watched;
	struct mmhp_layout layout;
	const struct mmhp_engine *engine;
	unsigned int rung;
	int nid;
	int adistance;
	enum mmhp_verify verify;
	int mgid;
	struct memory_group *group;
	struct resource *resource;
	unsigned long present_pages;
	struct mmhp_tier *tier;
	struct zone *host_zone;
	unsigned int *bad_pages;
	struct mmhp_piece *pieces;
	struct kobject directory;
	struct completion directory_released;
	s64 took_us[MMHP_NR_TIMINGS];
};

int mmhp_range_request(struct mmhp_request *req, struct mmhp_reason *why);

int mmhp_range_lock(void);
bool mmhp_range_trylock(void);
void mmhp_range_unlock(void);
struct list_head *mmhp_range_list(void);

#endif /* _MMHP_RANGE_H */
