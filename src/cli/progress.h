/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_PROGRESS_H
#define MMHP_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "ctl.h"

/**
 * struct progress - a bar for a request that takes long
 * @root: what all paths begin with
 * @verb: what is done, as people say it
 * @start: first byte of the range
 * @size: bytes
 * @block_size: bytes of a memory block
 * @leaving: memory is emptied, rather than filled in
 * @began: when
 * @total: MemTotal at the beginning, in bytes
 * @in_use: pages of the sample that were in use at the beginning
 * @shown: the bar is on the terminal
 * @enabled: there is a terminal, and somebody who wants to see it
 */
struct progress {
	const char *root;
	const char *verb;
	uint64_t start;
	uint64_t size;
	uint64_t block_size;
	bool leaving;
	struct timespec began;
	uint64_t total;
	unsigned int in_use;
	bool shown;
	bool enabled;
};

void progress_begin(struct progress *progress);
void progress_tick(void *progress);
void progress_end(struct progress *progress);

#endif /* MMHP_CLI_PROGRESS_H */
