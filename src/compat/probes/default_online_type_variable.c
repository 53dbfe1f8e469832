// SPDX-License-Identifier: GPL-2.0
/* commit 5f47adf762b7 ("mm/memory_hotplug: allow to specify a default online_type") (in v5.7) */
#include <linux/memory_hotplug.h>
static inline int mmhp_probe(void) { return mhp_default_online_type; }
