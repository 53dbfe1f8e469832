// SPDX-License-Identifier: GPL-2.0
/* Can a probe be compiled at all? If not, no other answer means anything. */
#include <linux/module.h>
static inline int mmhp_probe(void) { return 0; }
