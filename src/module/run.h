/* SPDX-License-Identifier: GPL-2.0 */
/* A run: neighbouring blocks that go on- or offline together */
#ifndef _MMHP_RUN_H
#define _MMHP_RUN_H

#include <linux/mmzone.h>

#include "range.h"
#include "reason.h"

/**
 * struct mmhp_run - neighbouring blocks that go on- or offline together
 * @first: index of the first block in the range
 * @nr: how many; no host page lies between their usable pages
 * @zone: the zone of all of them
 */
struct mmhp_run {
	unsigned long first;
	unsigned long nr;
	struct zone *zone;
};

int mmhp_run_online(struct mmhp_range *range, const struct mmhp_run *run,
		    struct mmhp_reason *why);
int mmhp_run_offline(struct mmhp_range *range, const struct mmhp_run *run,
		     time64_t seconds);

#endif /* _MMHP_RUN_H */
