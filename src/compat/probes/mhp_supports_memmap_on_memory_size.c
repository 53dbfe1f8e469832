// SPDX-License-Identifier: GPL-2.0
/* Its older form, which is not exported */
#include <linux/memory_hotplug.h>
bool (*mmhp_probe)(unsigned long) = mhp_supports_memmap_on_memory;
