// SPDX-License-Identifier: GPL-2.0
#include <linux/memory-tiers.h>

void (*probe)(struct memory_dev_type *memtype) = put_memory_type;
