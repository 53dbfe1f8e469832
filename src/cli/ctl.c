// SPDX-License-Identifier: GPL-2.0
/*
 * Requests to the module: one write(2) is one request, its errno the answer.
 *
 * The write is done by the main thread. A signal and the time limit (signals.c)
 * end it with EINTR, and the module puts all back as it was. A second thread,
 * which takes no signals, looks on.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <uapi/mmhp_selfhost.h>

#include "ctl.h"
#include "file.h"
#include "signals.h"

#define CTL_TICK_MS	100
#define CTL_RETRY_MS	500

struct ctl_thread {
	pthread_mutex_t lock;
	pthread_cond_t cond;
	bool done;
	const struct ctl_watch *watch;
};

/**
 * ctl_open() - find the module's files
 * @ctl: filled in
 * @root: what all paths begin with
 * @error: the sentence for a failure
 *
 * Return: 0; -ENODEV if there are none; -EACCES.
 */
int ctl_open(struct ctl *ctl, const char *root, struct error *error)
{
	char path[PATH_MAX];

	*ctl = (struct ctl){ .root = root };
	if (!*root && geteuid())
		return error_unable(error, -EACCES,
				    "this is for root only");
	ctl->has_sysfs = file_exists(root, CTL_SYSFS "/" MMHP_FILE_PROBE);
	ctl->has_tables = file_path(path, root, "%s", CTL_DEBUGFS "/" MMHP_FILE_RANGES) == 0 &&
			  access(path, R_OK) == 0;
	ctl->dir = ctl->has_sysfs ? CTL_SYSFS : CTL_DEBUGFS;
	if (ctl->has_sysfs || ctl->has_tables)
		return 0;
	if (!file_exists(root, "/sys/module/" MMHP_NAME))
		return error_unable(error, -ENODEV,
				    "the module " MMHP_NAME " is not loaded");
	return error_unable(error, -ENODEV,
			    "the module is loaded, but there are no files of it in /sys/kernel; is debugfs mounted?");
}

static void *ctl_look_on(void *arg)
{
	struct ctl_thread *thread = arg;
	struct timespec until;

	pthread_mutex_lock(&thread->lock);
	while (!thread->done) {
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += CTL_TICK_MS * 1000000L;
		until.tv_sec += until.tv_nsec / 1000000000L;
		until.tv_nsec %= 1000000000L;
		pthread_cond_timedwait(&thread->cond, &thread->lock, &until);
		if (thread->done)
			break;
		if (thread->watch)
			thread->watch->tick(thread->watch->arg);
	}
	pthread_mutex_unlock(&thread->lock);
	return NULL;
}

static int ctl_thread_start(struct ctl_thread *thread, pthread_t *id)
{
	sigset_t all, before;
	int ret;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	ret = -pthread_create(id, NULL, ctl_look_on, thread);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return ret;
}

static void ctl_thread_stop(struct ctl_thread *thread, pthread_t id)
{
	pthread_mutex_lock(&thread->lock);
	thread->done = true;
	pthread_cond_signal(&thread->cond);
	pthread_mutex_unlock(&thread->lock);
	pthread_join(id, NULL);
}

static int ctl_write(const struct ctl *ctl, const char *file, const char *line)
{
	char path[PATH_MAX];
	int fd, ret = file_path(path, ctl->root, "%s/%s", ctl->dir, file);
	ssize_t n;

	if (ret)
		return ret;
	/* In a fake root the file keeps what is asked. */
	fd = open(path, O_WRONLY | O_CLOEXEC | (*ctl->root ? O_TRUNC : 0));
	if (fd < 0)
		return -errno;
	n = write(fd, line, strlen(line));
	ret = n < 0 ? -errno : (size_t)n == strlen(line) ? 0 : -EIO;
	close(fd);
	return ret;
}

static int ctl_write_until_free(const struct ctl *ctl, const char *file,
				const char *line, const struct ctl_wait *wait)
{
	const struct timespec pause = { .tv_nsec = CTL_RETRY_MS * 1000000L };
	int ret;

	for (;;) {
		if (signals_caught())
			return -EINTR;
		ret = ctl_write(ctl, file, line);
		if (ret != -EBUSY || !wait->busy || signals_caught())
			return ret;
		nanosleep(&pause, NULL);
	}
}

/*
 * The sentence of an entry "[TIME] FILE: ERRNO: SENTENCE\n  > LINE", if it is
 * the answer to this request; others may have failed meanwhile.
 */
static bool ctl_entry_matches(const char *entry, const char *head,
			      const char *line, struct error *error)
{
	const char *text = strchr(entry, ']'), *end, *asked;
	size_t len;

	if (!text || strncmp(text + 1, head, strlen(head)))
		return false;
	text += 1 + strlen(head);
	end = strchr(text, '\n');
	asked = end ? strstr(end, "> ") : NULL;
	if (!asked)
		return false;
	/* A long line is cut there. */
	len = strcspn(asked + 2, "\n");
	if (strncmp(asked + 2, line, len) || !len)
		return false;
	snprintf(error->text, sizeof(error->text), "%.*s", (int)(end - text), text);
	return true;
}

static bool ctl_explain_from(const struct ctl *ctl, const char *name,
			     const char *head, const char *line,
			     struct error *error)
{
	bool found = false;
	char *log, *entry;

	if (file_read(ctl->root, name, &log))
		return false;
	/* The newest is the last. */
	for (entry = log; entry && *entry; entry = strstr(entry, "\n[")) {
		if (*entry == '\n')
			entry++;
		found |= ctl_entry_matches(entry, head, line, error);
	}
	free(log);
	return found;
}

/* The module's own sentence, where it has one */
static int ctl_explain(const struct ctl *ctl, const char *file,
		       const char *line, int err, struct error *error)
{
	char head[64];

	error_set(error, err, "%s %s: %s", file, line, strerror(-err));
	error->unable = err == -EPERM || err == -EACCES;
	snprintf(head, sizeof(head), " %s: %s: ", file, error_name(err));
	if (!ctl_explain_from(ctl, CTL_DEBUGFS "/" MMHP_FILE_ERROR_LOG, head,
			      line, error))
		ctl_explain_from(ctl, CTL_SYSFS "/" MMHP_FILE_ERROR, head, line,
				 error);
	return err;
}

/**
 * ctl_request() - write a line to one of the module's files
 * @ctl: where the files are
 * @file: name of the file
 * @line: the request
 * @wait: how long it may take
 * @watch: who looks on meanwhile, or NULL
 * @error: the sentence for a failure
 *
 * signals_catch() comes before; after a signal no request is made.
 *
 * Return: 0, or what the module answers: a negative errno; -EINTR after a
 * signal, -ETIMEDOUT when the time is over.
 */
int ctl_request(const struct ctl *ctl, const char *file, const char *line,
		const struct ctl_wait *wait, const struct ctl_watch *watch,
		struct error *error)
{
	struct ctl_thread thread = {
		.lock = PTHREAD_MUTEX_INITIALIZER,
		.cond = PTHREAD_COND_INITIALIZER,
		.watch = watch,
	};
	pthread_t id;
	int ret = ctl_thread_start(&thread, &id);

	if (ret)
		return error_set(error, ret, "no thread can be started");
	ret = ctl_write_until_free(ctl, file, line, wait);
	ctl_thread_stop(&thread, id);
	if (ret == -EINTR && signals_caught() == SIGALRM)
		return error_set(error, -ETIMEDOUT,
			"%s %s: not done within %u seconds; all is as it was",
			file, line, wait->timeout);
	return ret ? ctl_explain(ctl, file, line, ret, error) : 0;
}

/**
 * ctl_given_up() - the sentence for a signal before there was a request
 * @wait: how long it might have taken
 * @error: why nothing could be read, changed if that was a signal
 *
 * The module's files wait for the request that is under way.
 *
 * Return: @error.
 */
struct error *ctl_given_up(const struct ctl_wait *wait, struct error *error)
{
	if (error->err != -EINTR)
		return error;
	if (signals_caught() == SIGALRM)
		error_set(error, -ETIMEDOUT,
			  "another request is under way, and was not done within %u seconds",
			  wait->timeout);
	else
		error_set(error, -EINTR,
			  "interrupted while another request was under way");
	return error;
}
