// SPDX-License-Identifier: GPL-2.0
/*
 * wr [-t] FILE [TEXT]: one write(2) of TEXT, or of standard input, to FILE, and what came of it.
 *
 * Written as a whole: exit status 0, and with -t the nanoseconds that it took. Otherwise status 1
 * and the name of errno, or SHORT. SIGTERM interrupts the write instead of ending the program, so
 * that EINTR can be seen.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clock.h"

static char input[1 << 20];

static void on_signal(int sig)
{
	(void)sig;
}

static size_t read_input(void)
{
	size_t len = 0;
	ssize_t n;

	while ((n = read(STDIN_FILENO, input + len, sizeof(input) - len)) > 0)
		len += n;
	return len;
}

int main(int argc, char **argv)
{
	struct sigaction sa = { .sa_handler = on_signal };
	int timed = argc > 1 && !strcmp(argv[1], "-t");
	const char *data = input;
	long long start;
	ssize_t n;
	size_t len;
	int fd;

	argv += timed;
	argc -= timed;
	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: wr [-t] FILE [TEXT]\n");
		return 2;
	}
	sigaction(SIGTERM, &sa, NULL);
	if (argc == 3)
		data = argv[2];
	len = argc == 3 ? strlen(data) : read_input();

	fd = open(argv[1], O_WRONLY);
	if (fd < 0) {
		printf("open: %s\n", strerrorname_np(errno));
		return 1;
	}
	start = clock_ns();
	n = write(fd, data, len);
	start = clock_ns() - start;
	if (n < 0) {
		printf("%s\n", strerrorname_np(errno));
		return 1;
	}
	if ((size_t)n != len) {
		printf("SHORT\n");
		return 1;
	}
	if (timed)
		printf("%lld\n", start);
	return 0;
}
