// SPDX-License-Identifier: GPL-2.0
/* clock: prints the microseconds that CLOCK_MONOTONIC has, for what is not over with one write. */
#include <stdio.h>

#include "clock.h"

int main(void)
{
	printf("%lld\n", clock_ns() / 1000);
	return 0;
}
