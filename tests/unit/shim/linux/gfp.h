/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: a page that is RAM in use */
#pragma once

#include "memory.h"

#define GFP_KERNEL	0

#define get_zeroed_page(gfp)	((unsigned long)memory_page())
#define free_page(addr)		memory_free_page((void *)(addr))
