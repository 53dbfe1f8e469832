// SPDX-License-Identifier: GPL-2.0
/* commit a08a2ae34613 ("mm,memory_hotplug: allocate memmap from the added memory range") (in v5.13) */
#include <linux/memory.h>
static inline unsigned long mmhp_probe(struct memory_block *mem) { return mem->nr_vmemmap_pages; }
