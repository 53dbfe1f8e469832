// SPDX-License-Identifier: GPL-2.0
/*
 * Which node a range belongs to.
 */
#include <linux/errno.h>
#include <linux/nodemask.h>
#include <linux/numa.h>

#include "node.h"
#include "request.h"

/* The node that firmware tables give, or the nearest that is online */
static int mmhp_node_auto(u64 start)
{
	int nid = phys_to_target_node(start);

	if (nid == NUMA_NO_NODE)
		nid = memory_add_physaddr_to_nid(start);
	if (nid != NUMA_NO_NODE && !node_online(nid))
		nid = numa_map_to_online_node(nid);
	return nid == NUMA_NO_NODE ? first_online_node : nid;
}

/**
 * mmhp_node_pick() - decide on the node of a range
 * @wanted: a node, or MMHP_NODE_AUTO
 * @start: physical address of the range in bytes
 * @nid: filled in
 * @why: the sentence for a failure
 *
 * Context: process.
 * Return: 0; -EINVAL if @wanted is not an online node.
 */
int mmhp_node_pick(int wanted, u64 start, int *nid, struct mmhp_reason *why)
{
	if (wanted == MMHP_NODE_AUTO) {
		*nid = mmhp_node_auto(start);
		return 0;
	}
	if (wanted >= MAX_NUMNODES || !node_online(wanted))
		return mmhp_reason_set(why, -EINVAL,
				       "node %d is not online", wanted);
	*nid = wanted;
	return 0;
}
