// SPDX-License-Identifier: GPL-2.0
/* commit 5033091de814 ("mm/hwpoison: introduce per-memory_block hwpoison counter") (in v6.2) */
#include <linux/memory.h>
static inline long mmhp_probe(struct memory_block *mem) { return atomic_long_read(&mem->nr_hwpoison); }
