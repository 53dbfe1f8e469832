/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: accesses that the simulated memory sees */
#pragma once

#include "memory.h"

#define READ_ONCE(x)	__extension__ ({			\
	memory_load(&(x), sizeof(x));				\
	*(const volatile __typeof__(x) *)&(x); })
#define WRITE_ONCE(x, value) do {				\
	memory_store(&(x));					\
	*(volatile __typeof__(x) *)&(x) = (value);		\
} while (0)
