/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: reading what may raise a machine check */
#pragma once

#include "memory.h"

#define copy_mc_to_kernel(to, from, bytes)	memory_copy(to, from, bytes)
