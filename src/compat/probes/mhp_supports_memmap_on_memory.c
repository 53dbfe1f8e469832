// SPDX-License-Identifier: GPL-2.0
/* It took the size of the memory, which had to be one block */
#include <linux/memory_hotplug.h>
bool (*mmhp_probe)(void) = mhp_supports_memmap_on_memory;
