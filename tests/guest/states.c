// SPDX-License-Identifier: GPL-2.0
/*
 * states STATE FIRST COUNT: write STATE to the COUNT memory blocks from FIRST on, as chmem does:
 * from the lowest up, or, when STATE is "offline", from the highest down. Prints the nanoseconds
 * that it took; exit status 1 and the name of errno when a block refuses.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"

static int set_state(unsigned long block, const char *state)
{
	const size_t len = strlen(state);
	char name[64];
	ssize_t n;
	int fd;

	snprintf(name, sizeof(name), "/sys/devices/system/memory/memory%lu/state", block);
	fd = open(name, O_WRONLY);
	if (fd < 0)
		return -1;
	n = write(fd, state, len);
	close(fd);
	return n == (ssize_t)len ? 0 : -1;
}

int main(int argc, char **argv)
{
	unsigned long first, count, i;
	long long start;
	int down;

	if (argc != 4) {
		fprintf(stderr, "usage: states STATE FIRST COUNT\n");
		return 2;
	}
	first = strtoul(argv[2], NULL, 0);
	count = strtoul(argv[3], NULL, 0);
	down = !strcmp(argv[1], "offline");

	start = clock_ns();
	for (i = 0; i < count; i++) {
		const unsigned long block = down ? first + count - 1 - i : first + i;

		if (set_state(block, argv[1])) {
			printf("memory%lu: %s\n", block, strerrorname_np(errno));
			return 1;
		}
	}
	printf("%lld\n", clock_ns() - start);
	return 0;
}
