// SPDX-License-Identifier: GPL-2.0
/*
 * How far a request is. The module's tables wait for it, but it shows how far a
 * test of memory is; otherwise this looks at what the kernel shows meanwhile:
 * memory that goes online adds to MemTotal as it is given to the allocator, and
 * memory that goes offline is emptied page by page.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <uapi/mmhp_selfhost.h>

#include "file.h"
#include "pages.h"
#include "progress.h"
#include "ranges.h"

/* A bar that comes and goes at once only makes the eye twitch. */
#define PROGRESS_FROM_MS	400
#define PROGRESS_WIDTH		30
#define PROGRESS_SAMPLES	2048

static uint64_t progress_mem_total(const char *root)
{
	unsigned long long kib = 0;
	char *text, *at;

	if (file_read(root, "/proc/meminfo", &text))
		return 0;
	at = strstr(text, "MemTotal:");
	if (at && sscanf(at, "MemTotal: %llu kB", &kib) != 1)
		kib = 0;
	free(text);
	return kib * 1024;
}

/* Is a page one that has to be moved before its block can go */
static bool progress_page_in_use(uint64_t flags)
{
	const enum page_kind kind = page_kind(flags);

	return kind != PAGE_FREE && page_names[kind].moves != PAGE_STAYS &&
	       kind != PAGE_ABSENT;
}

/* Of pages spread evenly over the range, how many are in use */
static unsigned int progress_in_use(const struct progress *progress)
{
	const uint64_t first = progress->start / RANGES_PAGE;
	const uint64_t pages = progress->size / RANGES_PAGE;
	unsigned int i, in_use = 0;
	char path[PATH_MAX];
	uint64_t flags;
	int fd;

	if (file_path(path, progress->root, "/proc/kpageflags"))
		return 0;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	for (i = 0; i < PROGRESS_SAMPLES; i++) {
		/* An odd step, so that not only heads of large pages are seen */
		const uint64_t pfn = first + (pages / PROGRESS_SAMPLES * i +
					      i * 37) % pages;

		if (pread(fd, &flags, sizeof(flags), pfn * sizeof(flags)) ==
		    sizeof(flags))
			in_use += progress_page_in_use(flags);
	}
	close(fd);
	return in_use;
}

static unsigned int progress_percent_online(const struct progress *progress)
{
	const uint64_t now = progress_mem_total(progress->root);

	if (now <= progress->total || !progress->size)
		return 0;
	return (now - progress->total) * 100 / progress->size;
}

static unsigned int progress_percent_empty(const struct progress *progress)
{
	const unsigned int now = progress_in_use(progress);

	if (!progress->in_use || now > progress->in_use)
		return 0;
	return (progress->in_use - now) * 100 / progress->in_use;
}

/* False if our range is not under test */
static bool progress_percent_verified(const struct progress *progress,
				      unsigned int *percent)
{
	uint64_t start, done, size;
	char line[80];

	if (file_read_line(progress->root, CTL_SYSFS "/" MMHP_FILE_VERIFYING,
			   line, sizeof(line)) ||
	    sscanf(line, "%" SCNx64 " %" SCNu64 " %" SCNu64, &start, &done,
		   &size) != 3 ||
	    start != progress->start || !size || done > size)
		return false;
	*percent = done * 100 / size;
	return true;
}

static uint64_t progress_ms(const struct progress *progress)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - progress->began.tv_sec) * 1000 +
	       (now.tv_nsec - progress->began.tv_nsec) / 1000000;
}

/* Before the request */
void progress_begin(struct progress *progress)
{
	if (!progress->enabled)
		return;
	clock_gettime(CLOCK_MONOTONIC, &progress->began);
	progress->shown = false;
	if (progress->leaving)
		progress->in_use = progress_in_use(progress);
	else
		progress->total = progress_mem_total(progress->root);
}

/* Called by ctl_request() while it is under way */
void progress_tick(void *arg)
{
	struct progress *progress = arg;
	const char *verb = progress->verb;
	unsigned int percent, filled;
	uint64_t ms;

	if (!progress->enabled)
		return;
	ms = progress_ms(progress);
	if (ms < PROGRESS_FROM_MS)
		return;
	if (progress_percent_verified(progress, &percent))
		verb = "test";
	else
		percent = progress->leaving ? progress_percent_empty(progress) :
					      progress_percent_online(progress);
	if (percent > 99)
		percent = 99;
	filled = percent * PROGRESS_WIDTH / 100;
	fprintf(stderr, "\r%s 0x%" PRIx64 " [%.*s%*s] %2u %% %" PRIu64 " s\033[K",
		verb, progress->start, (int)filled,
		"##############################", (int)(PROGRESS_WIDTH - filled), "",
		percent, ms / 1000);
	progress->shown = true;
}

/* Behind it: the line is as if nothing had been there. */
void progress_end(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
}
