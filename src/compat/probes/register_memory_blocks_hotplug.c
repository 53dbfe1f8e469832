// SPDX-License-Identifier: GPL-2.0
/* The linking of hotplugged blocks got a function of its own in newer kernels */
#include <linux/node.h>
void (*mmhp_probe)(int, unsigned long,
		   unsigned long) = register_memory_blocks_under_node_hotplug;
