// SPDX-License-Identifier: GPL-2.0
/* The form until v6.5: a number of host pages in the place of the altmap */
#include <linux/memory.h>
int (*mmhp_probe)(unsigned long, unsigned long, unsigned long,
		  struct memory_group *) = create_memory_block_devices;
