// SPDX-License-Identifier: GPL-2.0
/* arch_remove_memory() is told the dev_pagemap, to count its memmap right */
#include <linux/memory_hotplug.h>
void (*mmhp_probe)(u64, u64, struct vmem_altmap *,
		   struct dev_pagemap *) = arch_remove_memory;
