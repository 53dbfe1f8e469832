// SPDX-License-Identifier: GPL-2.0
/* The bit device::offline became a flag with accessors in 7.x */
#include <linux/device.h>
static inline void mmhp_probe(struct device *dev) { dev_set_offline(dev); dev_clear_offline(dev); }
