// SPDX-License-Identifier: GPL-2.0
/* Is soft-reserved memory in a tree of its own? */
#include <linux/ioport.h>
int (*mmhp_probe)(u64, u64, void *, int (*)(struct resource *, void *)) = walk_soft_reserve_res;
