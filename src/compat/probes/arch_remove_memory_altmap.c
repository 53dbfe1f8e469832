// SPDX-License-Identifier: GPL-2.0
/* The form before the dev_pagemap was added */
#include <linux/memory_hotplug.h>
void (*mmhp_probe)(u64, u64, struct vmem_altmap *) = arch_remove_memory;
void (*mmhp_pages)(unsigned long, unsigned long, struct vmem_altmap *) = __remove_pages;
