// SPDX-License-Identifier: GPL-2.0
/* tier_sibling was spelt tier_sibiling */
#include <linux/memory-tiers.h>
static inline struct list_head *mmhp_probe(struct memory_dev_type *memtype) { return &memtype->tier_sibling; }
