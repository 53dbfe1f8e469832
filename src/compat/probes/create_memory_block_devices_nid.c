// SPDX-License-Identifier: GPL-2.0
/* The node is an argument of create_memory_block_devices() in newer kernels */
#include <linux/memory.h>
int (*mmhp_probe)(unsigned long, unsigned long, int, struct vmem_altmap *,
		  struct memory_group *) = create_memory_block_devices;
