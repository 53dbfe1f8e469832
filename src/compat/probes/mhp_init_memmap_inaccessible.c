// SPDX-License-Identifier: GPL-2.0
/* commit c5f1e2d18909 ("mm/memory_hotplug: introduce MEM_PREPARE_ONLINE/MEM_FINISH_OFFLINE notifiers") (in v6.9) */
#include <linux/memory_hotplug.h>
int (*mmhp_probe)(unsigned long, unsigned long, struct zone *,
		  bool) = mhp_init_memmap_on_memory;
