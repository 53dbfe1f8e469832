// SPDX-License-Identifier: GPL-2.0
/*
 * failnth N FILE TEXT: one write(2) of TEXT to FILE in which the Nth allocation fails; N counts what may
 * fail as the kernel's fault injection is set up (CONFIG_FAULT_INJECTION).
 *
 * Prints "success" or the name of errno. Exit status 0 if an allocation was made to fail, 1 if there
 * were fewer than N.
 */
#define _GNU_SOURCE
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int open_file(const char *path, int flags)
{
	int fd = open(path, flags);

	if (fd < 0)
		err(2, "%s", path);
	return fd;
}

static void arm(int fd, const char *nth)
{
	if (pwrite(fd, nth, strlen(nth), 0) < 0)
		err(2, "fail-nth");
}

/* How many allocations are left until the one that fails */
static long left(int fd)
{
	char text[24] = "";

	if (pread(fd, text, sizeof(text) - 1, 0) < 0)
		err(2, "fail-nth");
	return strtol(text, NULL, 0);
}

int main(int argc, char **argv)
{
	int nth, file, error = 0;
	size_t len;
	ssize_t n;
	long rest;

	if (argc != 4)
		errx(2, "usage: failnth N FILE TEXT");
	nth = open_file("/proc/self/fail-nth", O_RDWR);
	file = open_file(argv[2], O_WRONLY);
	len = strlen(argv[3]);

	arm(nth, argv[1]);
	n = write(file, argv[3], len);
	if (n < 0)
		error = errno;
	rest = left(nth);
	arm(nth, "0");

	puts(error ? strerrorname_np(error) : (size_t)n == len ? "success" : "SHORT");
	return rest ? 1 : 0;
}
