/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: mappings of the simulated memory */
#pragma once

#include "memory.h"

#define MEMREMAP_WB	1

#define memremap(start, size, flags)	memory_map(start, size)
#define memunmap(map)			memory_unmap(map)
#define virt_to_phys(addr)		memory_page_phys(addr)
