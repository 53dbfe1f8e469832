// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's log, by /dev/kmsg: records "PRIORITY,SEQ,TIME,FLAGS;TEXT\n", and
 * lines that begin with a blank and belong to the record before.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "file.h"
#include "kmsg.h"

/**
 * kmsg_open() - begin to read the log
 * @kmsg: filled in
 * @root: what all paths begin with
 * @from_now: what is there already does not matter
 *
 * Return: 0 or a negative errno.
 */
int kmsg_open(struct kmsg *kmsg, const char *root, bool from_now)
{
	char path[PATH_MAX];
	int ret = file_path(path, root, "/dev/kmsg");

	if (ret)
		return ret;
	kmsg->fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (kmsg->fd < 0)
		return -errno;
	/* A fake root has a file that nobody adds to. */
	if (from_now && !*root)
		lseek(kmsg->fd, 0, SEEK_END);
	return 0;
}

static void kmsg_records(char *text, void (*line)(const char *text, void *arg),
			 void *arg)
{
	char *record, *message;

	while ((record = strsep(&text, "\n"))) {
		message = *record == ' ' ? NULL : strchr(record, ';');
		if (message)
			line(message + 1, arg);
	}
}

/* Calls @line for the text of each record up to the newest. */
int kmsg_each(struct kmsg *kmsg, void (*line)(const char *text, void *arg),
	      void *arg)
{
	/* More than a record can have; the read fails if it does not fit. */
	char buf[16384];
	size_t used = 0;
	ssize_t n;
	char *end;

	for (;;) {
		n = read(kmsg->fd, buf + used, sizeof(buf) - used - 1);
		/* The record was overwritten before it was read: go on with the next. */
		if (n < 0 && (errno == EPIPE || errno == EINTR))
			continue;
		if (n <= 0)
			break;
		used += n;
		buf[used] = '\0';
		end = strrchr(buf, '\n');
		if (!end) {
			used = 0;
			continue;
		}
		*end = '\0';
		kmsg_records(buf, line, arg);
		used -= end + 1 - buf;
		memmove(buf, end + 1, used);
	}
	return !n || errno == EAGAIN ? 0 : -errno;
}

void kmsg_close(struct kmsg *kmsg)
{
	close(kmsg->fd);
}
