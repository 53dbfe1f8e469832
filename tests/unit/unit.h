/* SPDX-License-Identifier: GPL-2.0-only */
/* What the unit tests share */
#ifndef _MMHP_UNIT_H
#define _MMHP_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <linux/kernel.h>
#include <linux/types.h>

#define KIB	(1ULL << 10)
#define MIB	(1ULL << 20)
#define GIB	(1ULL << 30)
#define TIB	(1ULL << 40)

/* Fail with a message that says which row of a table or turn of a loop it was */
#define expect(condition, ...) do {		\
	if (!(condition)) {			\
		print_error(__VA_ARGS__);	\
		print_error("\n");		\
		fail_msg("not so: %s", #condition); \
	}					\
} while (0)

#endif /* _MMHP_UNIT_H */
