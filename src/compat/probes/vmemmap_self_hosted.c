// SPDX-License-Identifier: GPL-2.0
/* commit 66361095129b ("mm: memory_hotplug: make hugetlb_optimize_vmemmap compatible with memmap_on_memory") (in v6.0) */
#include <linux/page-flags.h>
static inline int mmhp_probe(struct page *page) { return PageVmemmapSelfHosted(page); }
