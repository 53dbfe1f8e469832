// SPDX-License-Identifier: GPL-2.0
#include <linux/memory-tiers.h>

int (*probe)(int node, int *adist) = mt_calc_adistance;
