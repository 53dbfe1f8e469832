// SPDX-License-Identifier: GPL-2.0
/* The form before and after the notifiers MEM_PREPARE_ONLINE/MEM_FINISH_OFFLINE */
#include <linux/memory_hotplug.h>
int (*mmhp_probe)(unsigned long, unsigned long,
		  struct zone *) = mhp_init_memmap_on_memory;
