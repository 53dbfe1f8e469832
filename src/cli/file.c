// SPDX-License-Identifier: GPL-2.0
/*
 * Files below a root, which is "" or what --sysroot says.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "signals.h"

/* The path of a name below @root: 0, or -ENAMETOOLONG */
int file_path(char path[PATH_MAX], const char *root, const char *fmt, ...)
{
	const size_t used = strlen(root);
	va_list ap;
	int len;

	if (used >= PATH_MAX)
		return -ENAMETOOLONG;
	memcpy(path, root, used + 1);
	va_start(ap, fmt);
	len = vsnprintf(path + used, PATH_MAX - used, fmt, ap);
	va_end(ap);
	return len < 0 || (size_t)len >= PATH_MAX - used ? -ENAMETOOLONG : 0;
}

bool file_exists(const char *root, const char *name)
{
	char path[PATH_MAX];

	return !file_path(path, root, "%s", name) && !access(path, F_OK);
}

/*
 * All of @fd; files of the kernel don't tell their size. -EINTR after a signal that is
 * caught: the module's files wait for the request that is under way.
 */
static int file_read_fd(int fd, char **text, size_t *len)
{
	size_t used = 0, size = 0;
	char *buf = NULL, *more;
	ssize_t n;

	do {
		if (size - used < 4096) {
			size = size ? 2 * size : 65536;
			more = realloc(buf, size);
			if (!more) {
				free(buf);
				return -ENOMEM;
			}
			buf = more;
		}
		n = read(fd, buf + used, size - used - 1);
		if (n > 0)
			used += n;
	} while (n > 0 || (n < 0 && errno == EINTR && !signals_caught()));
	if (n < 0) {
		free(buf);
		return -errno;
	}
	buf[used] = '\0';
	*text = buf;
	*len = used;
	return 0;
}

/* The whole of a file, with a NUL behind it; the caller frees it. */
int file_read_data(const char *root, const char *name, char **text, size_t *len)
{
	char path[PATH_MAX];
	int fd, ret = file_path(path, root, "%s", name);

	*text = NULL;
	if (ret)
		return ret;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	ret = file_read_fd(fd, text, len);
	close(fd);
	return ret;
}

/* The same for text */
int file_read(const char *root, const char *name, char **text)
{
	size_t len;

	return file_read_data(root, name, text, &len);
}

/* The first line of a file without its end */
int file_read_line(const char *root, const char *name, char *line, size_t len)
{
	char *text;
	int ret = file_read(root, name, &text);

	if (ret)
		return ret;
	text[strcspn(text, "\n")] = '\0';
	if (strlen(text) >= len)
		ret = -EOVERFLOW;
	else
		strcpy(line, text);
	free(text);
	return ret;
}

int file_read_number(const char *root, const char *name, int base,
		     unsigned long long *number)
{
	char line[64], *end;
	int ret = file_read_line(root, name, line, sizeof(line));

	if (ret)
		return ret;
	errno = 0;
	*number = strtoull(line, &end, base);
	if (errno)
		return -errno;
	return end == line || *end ? -EINVAL : 0;
}

static int file_write_all(int fd, const char *text)
{
	size_t left = strlen(text);
	ssize_t n;

	while (left) {
		n = write(fd, text, left);
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n > 0) {
			text += n;
			left -= n;
		}
	}
	return fsync(fd) ? -errno : 0;
}

/* A reader sees the old file or the whole new one, also after a loss of power. */
int file_write_new(const char *root, const char *name, const char *text)
{
	char path[PATH_MAX], tmp[PATH_MAX];
	int fd, ret;

	ret = file_path(path, root, "%s", name);
	if (!ret)
		ret = file_path(tmp, root, "%s.XXXXXX", name);
	if (ret)
		return ret;
	fd = mkstemp(tmp);
	if (fd < 0)
		return -errno;
	ret = file_write_all(fd, text);
	if (!ret && fchmod(fd, 0644))
		ret = -errno;
	if (close(fd) && !ret)
		ret = -errno;
	if (!ret && rename(tmp, path))
		ret = -errno;
	if (ret)
		unlink(tmp);
	return ret;
}
