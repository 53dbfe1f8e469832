/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_CTL_H
#define MMHP_CLI_CTL_H

#include <stdbool.h>

#include "error.h"

#define CTL_SYSFS	"/sys/kernel/" MMHP_DIR
#define CTL_DEBUGFS	"/sys/kernel/debug/" MMHP_DIR

/**
 * struct ctl - the module's files
 * @root: what their paths begin with
 * @dir: the folder that requests are written to
 * @has_tables: debugfs shows the tables
 * @has_sysfs: there are the files in sysfs
 */
struct ctl {
	const char *root;
	const char *dir;
	bool has_tables;
	bool has_sysfs;
};

/**
 * struct ctl_wait - how long a request may take
 * @busy: try again while the answer is EBUSY
 * @timeout: seconds after which the command gives up, 0 for never
 */
struct ctl_wait {
	bool busy;
	unsigned int timeout;
};

/**
 * struct ctl_watch - who looks on while a request is under way
 * @tick: called some times a second from another thread
 * @arg: for it
 */
struct ctl_watch {
	void (*tick)(void *arg);
	void *arg;
};

int ctl_open(struct ctl *ctl, const char *root, struct error *error);
int ctl_request(const struct ctl *ctl, const char *file, const char *line,
		const struct ctl_wait *wait, const struct ctl_watch *watch,
		struct error *error);
struct error *ctl_given_up(const struct ctl_wait *wait, struct error *error);

#endif /* MMHP_CLI_CTL_H */
