/* SPDX-License-Identifier: GPL-2.0 */
/* Which node a range belongs to */
#ifndef _MMHP_NODE_H
#define _MMHP_NODE_H

#include <linux/types.h>

#include "layout.h"
#include "reason.h"

int mmhp_node_pick(int wanted, const struct mmhp_layout *layout, int *nid,
		   struct mmhp_reason *why);

#endif /* _MMHP_NODE_H */
