// SPDX-License-Identifier: GPL-2.0
/*
 * Which node a range belongs to; and the rung that brings a node up which has
 * neither CPUs nor memory yet, and takes it away with its last range.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/errno.h>
#include <linux/memory_hotplug.h>
#include <linux/mmzone.h>
#include <linux/nodemask.h>
#include <linux/numa.h>
#include <linux/printk.h>

#include "kapi.h"
#include "node.h"
#include "request.h"
#include "rungs.h"

/* Nodes that were brought up here, so that they go down here; by mmhp_lock */
static nodemask_t mmhp_node_raised;

/* The node that firmware tables give; the nearest that is online if none do */
static int mmhp_node_auto(u64 start)
{
	int nid = phys_to_target_node(start);

	if (nid == NUMA_NO_NODE)
		nid = memory_add_physaddr_to_nid(start);
	return nid == NUMA_NO_NODE ? first_online_node : nid;
}

/*
 * All of a range is on one node, so that firmware tables have to say the same of all.
 * A block may have many sections, and be on two nodes itself.
 */
static int mmhp_node_check_same(const struct mmhp_layout *layout, int nid,
				struct mmhp_reason *why)
{
	const u64 end = mmhp_layout_start(layout) + mmhp_layout_size(layout);
	u64 at;
	int other;

	for (at = mmhp_layout_start(layout); at < end;
	     at += PFN_PHYS(PAGES_PER_SECTION)) {
		other = phys_to_target_node(at);
		if (other != NUMA_NO_NODE && other != nid)
			return mmhp_reason_set(why, -EINVAL,
				"the range begins on node %d, but 0x%llx is on node %d: add each part by itself, or say node=",
				nid, at, other);
	}
	return 0;
}

/**
 * mmhp_node_pick() - decide on the node of a range
 * @wanted: a node, or MMHP_NODE_AUTO
 * @layout: where the range is
 * @nid: filled in
 * @why: the sentence for a failure
 *
 * Context: process.
 * Return: 0; -EINVAL if the kernel was not booted with room for the node, or if
 * firmware tables give more than one.
 */
int mmhp_node_pick(int wanted, const struct mmhp_layout *layout, int *nid,
		   struct mmhp_reason *why)
{
	const bool automatic = wanted == MMHP_NODE_AUTO;

	*nid = automatic ? mmhp_node_auto(mmhp_layout_start(layout)) : wanted;
	if (*nid >= MAX_NUMNODES || !node_possible(*nid))
		return mmhp_reason_set(why, -EINVAL,
			"node %d%s is not one of the possible nodes %*pbl of this machine",
			*nid, automatic ? ", which firmware tables give," : "",
			nodemask_pr_args(&node_possible_map));
	return automatic ? mmhp_node_check_same(layout, *nid, why) : 0;
}

/**
 * mmhp_node_up() - bring the node of a range up, if it is not
 * @range: the range, with its node
 * @why: the sentence for a failure
 *
 * Context: mmhp_lock and device_hotplug_lock held; takes mem_hotplug_lock.
 * Return: 0 or a negative errno.
 */
int mmhp_node_up(struct mmhp_range *range, struct mmhp_reason *why)
{
	int ret;

	if (node_online(range->nid))
		return 0;
	ret = mmhp_kapi_try_online_node(range->nid);
	if (ret < 0)
		return mmhp_reason_set(why, ret, "node %d cannot be brought up: %pe",
				       range->nid, ERR_PTR(ret));
	node_set(range->nid, mmhp_node_raised);
	return 0;
}

/**
 * mmhp_node_down() - undo mmhp_node_up(), if nothing of the node is left
 * @range: the range
 *
 * Context: mmhp_lock and device_hotplug_lock held; the range has no memory block
 * devices any more.
 */
void mmhp_node_down(struct mmhp_range *range)
{
	if (!node_isset(range->nid, mmhp_node_raised))
		return;
	try_offline_node(range->nid);
	if (!node_online(range->nid))
		node_clear(range->nid, mmhp_node_raised);
}
