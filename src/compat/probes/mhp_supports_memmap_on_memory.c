// SPDX-License-Identifier: GPL-2.0
#include <linux/memory_hotplug.h>

bool (*probe)(void) = mhp_supports_memmap_on_memory;
