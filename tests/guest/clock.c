// SPDX-License-Identifier: GPL-2.0
/* clock: prints the microseconds that CLOCK_MONOTONIC has, for what is not over with one write. */
#include <stdio.h>
#include <time.h>

int main(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	printf("%lld\n", ts.tv_sec * 1000000LL + ts.tv_nsec / 1000);
	return 0;
}
