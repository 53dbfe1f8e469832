// SPDX-License-Identifier: GPL-2.0
/* Can the platform be asked how far a node is? */
#include <linux/memory-tiers.h>
int (*mmhp_probe)(int, int *) = mt_calc_adistance;
