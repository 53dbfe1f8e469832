// SPDX-License-Identifier: GPL-2.0
/* mhp_default_online_type got an accessor, also in later v6.12.y */
#include <linux/memory_hotplug.h>
static inline int mmhp_probe(void) { return mhp_get_default_online_type(); }
