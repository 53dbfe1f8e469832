/* SPDX-License-Identifier: GPL-2.0 */
#ifndef TEST_CLOCK_H
#define TEST_CLOCK_H

#include <time.h>

static inline long long clock_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000000000LL + ts.tv_nsec;
}

#endif /* TEST_CLOCK_H */
