/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: allocations that fail when the test wants it */
#pragma once

#include "memory.h"

#define GFP_KERNEL	0

#define kvmalloc(bytes, gfp)			memory_alloc(bytes)
#define kvmalloc_array(nr, bytes, gfp)		memory_alloc((size_t)(nr) * (bytes))
#define kvfree(addr)				memory_free(addr)
