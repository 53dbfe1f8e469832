/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: helpers that are macros there, too */
#pragma once

#include <stdio.h>

#include <linux/limits.h>
#include <linux/types.h>

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

/* Like the kernel's, they refuse to compare two different types. */
#define min(a, b) __extension__ ({			\
	__typeof__(a) _a = (a);				\
	__typeof__(b) _b = (b);				\
	(void)(&_a == &_b);				\
	_a < _b ? _a : _b; })
#define max(a, b) __extension__ ({			\
	__typeof__(a) _a = (a);				\
	__typeof__(b) _b = (b);				\
	(void)(&_a == &_b);				\
	_a > _b ? _a : _b; })
