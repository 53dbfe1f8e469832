// SPDX-License-Identifier: GPL-2.0
/* destroy_memory_type() became put_memory_type() */
#include <linux/memory-tiers.h>
void (*mmhp_probe)(struct memory_dev_type *) = put_memory_type;
