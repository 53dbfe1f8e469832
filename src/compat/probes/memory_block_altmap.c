// SPDX-License-Identifier: GPL-2.0
/* commit 1a8c64e11043 ("mm/memory_hotplug: embed vmem_altmap details in memory block") (in v6.6) */
#include <linux/memory.h>
static inline struct vmem_altmap *mmhp_probe(struct memory_block *mem) { return mem->altmap; }
