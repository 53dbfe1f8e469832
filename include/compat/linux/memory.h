/* SPDX-License-Identifier: GPL-2.0 */
/* memory_block_put() came together with memory_block_get(). */
#ifndef _MMHP_COMPAT_LINUX_MEMORY_H
#define _MMHP_COMPAT_LINUX_MEMORY_H

#include_next <linux/memory.h>
#include <linux/device.h>

#ifndef MMHP_HAVE_MEMORY_BLOCK_GET
static inline void memory_block_put(struct memory_block *mem)
{
	put_device(&mem->dev);
}
#endif

#endif /* _MMHP_COMPAT_LINUX_MEMORY_H */
