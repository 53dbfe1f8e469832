// SPDX-License-Identifier: GPL-2.0
/* Without these the kernel cannot take memory in, or give it back. */
#if !defined(CONFIG_MEMORY_HOTPLUG) || !defined(CONFIG_MEMORY_HOTREMOVE)
#error "no memory hotplug"
#endif
