// SPDX-License-Identifier: GPL-2.0
/* find_memory_block(section number) became memory_block_get(block id) */
#include <linux/memory.h>
struct memory_block *(*mmhp_probe)(unsigned long) = memory_block_get;
