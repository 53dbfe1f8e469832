// SPDX-License-Identifier: GPL-2.0
/*
 * thread FILE TEXT: one write(2) of TEXT to FILE by a second thread, while the first one sleeps. A
 * signal that ends the process is then the first one's to take, whatever the second one blocks.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int fd;

static void *write_all(void *text)
{
	const size_t len = strlen(text);

	exit(write(fd, text, len) == (ssize_t)len ? 0 : 1);
}

int main(int argc, char **argv)
{
	pthread_t thread;

	if (argc != 3) {
		fprintf(stderr, "usage: thread FILE TEXT\n");
		return 2;
	}
	fd = open(argv[1], O_WRONLY);
	if (fd < 0 || pthread_create(&thread, NULL, write_all, argv[2])) {
		perror(argv[1]);
		return 2;
	}
	for (;;)
		pause();
}
