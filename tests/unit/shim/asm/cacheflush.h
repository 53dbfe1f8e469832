/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: the bus of the simulated memory */
#pragma once

#include "memory.h"

#define clflush_cache_range(addr, bytes)	memory_flush(addr, bytes)
