// SPDX-License-Identifier: GPL-2.0
/* The form before memory_block_get(): it takes a section number */
#include <linux/memory.h>
struct memory_block *(*mmhp_probe)(unsigned long) = find_memory_block;
