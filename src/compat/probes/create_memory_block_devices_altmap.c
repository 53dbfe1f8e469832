// SPDX-License-Identifier: GPL-2.0
/* commit 1a8c64e11043 ("mm/memory_hotplug: embed vmem_altmap details in memory block") (in v6.6) */
#include <linux/memory.h>
int (*mmhp_probe)(unsigned long, unsigned long, struct vmem_altmap *,
		  struct memory_group *) = create_memory_block_devices;
