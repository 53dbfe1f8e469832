/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: numbers that differ from run to run */
#pragma once

#include "memory.h"

#define get_random_u64()	memory_random()
