/* SPDX-License-Identifier: GPL-2.0 */
/* An engine: one way of adding a range to the kernel and taking it away */
#ifndef _MMHP_ENGINE_H
#define _MMHP_ENGINE_H

#include <linux/seq_file.h>

#include "ladder.h"
#include "range.h"
#include "reason.h"
#include "request.h"

/**
 * struct mmhp_engine - one way of adding a range and taking it away
 * @name: its word
 * @rungs: its ladder
 * @nr_rungs: how many rungs that has
 * @nr_standby: how many of them a range in standby has climbed; 0: it knows no
 *	standby
 * @usable: is it, on this kernel? 0 or -ENODEV
 * @accept: can it do what a probe line asks for? It may settle what the line
 *	leaves open. 0 or a negative errno
 * @lock: taken around all that follows, inside mmhp_lock; nobody else onlines
 *	or offlines a block then, as far as the engine can keep them from it. 0 or
 *	-EINTR
 * @unlock: undoes @lock
 * @online: onlines each block of a range at the top of the ladder, or none
 * @offline: offlines each block, or none; what was online stays online
 * @vacate: makes sure that nothing is online, and that @check_vacant holds; on
 *	failure all is as it was, as far as the engine can restore it
 * @check_vacant: is nothing online, and the memmap where it was put? Else
 *	nobody may climb down. 0 or -EBUSY
 */
struct mmhp_engine {
	const char *name;
	const struct mmhp_rung *rungs;
	unsigned int nr_rungs;
	unsigned int nr_standby;
	int (*usable)(struct mmhp_reason *why);
	int (*accept)(struct mmhp_request *req, struct mmhp_reason *why);
	int (*lock)(struct mmhp_reason *why);
	void (*unlock)(void);
	int (*online)(struct mmhp_range *range, enum mmhp_online online,
		      struct mmhp_reason *why);
	int (*offline)(struct mmhp_range *range, struct mmhp_reason *why);
	int (*vacate)(struct mmhp_range *range, struct mmhp_reason *why);
	int (*check_vacant)(struct mmhp_range *range, struct mmhp_reason *why);
};

extern const struct mmhp_engine mmhp_engine_direct;
extern const struct mmhp_engine mmhp_engine_core;

const struct mmhp_engine *mmhp_engine_pick(enum mmhp_engine_kind kind,
					   struct mmhp_reason *why);
void mmhp_engine_show(struct seq_file *seq);

#endif /* _MMHP_ENGINE_H */
