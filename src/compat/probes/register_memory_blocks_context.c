// SPDX-License-Identifier: GPL-2.0
/* The form until the hotplug variant: the context is an argument */
#include <linux/node.h>
void (*mmhp_probe)(int, unsigned long, unsigned long,
		   enum meminit_context) = register_memory_blocks_under_node;
