/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: the limits that libc has no name for */
#pragma once

/* libc comes here for PATH_MAX and the like. */
#include_next <linux/limits.h>
#include <limits.h>

#define U32_MAX	((u32)~0U)
#define U64_MAX	((u64)~0ULL)
#define S64_MAX	((s64)(U64_MAX >> 1))
