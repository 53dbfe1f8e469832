// SPDX-License-Identifier: GPL-2.0
/* arch_remove_memory() and __remove_pages() are told the dev_pagemap */
#include <linux/memory_hotplug.h>
void (*mmhp_probe)(u64, u64, struct vmem_altmap *, struct dev_pagemap *) = arch_remove_memory;
void (*mmhp_pages)(unsigned long, unsigned long, struct vmem_altmap *, struct dev_pagemap *) = __remove_pages;
