/* SPDX-License-Identifier: GPL-2.0 */
/* A ladder: steps that bring a range into being, each beside its undo */
#ifndef _MMHP_LADDER_H
#define _MMHP_LADDER_H

#include "fault.h"
#include "range.h"
#include "reason.h"

/**
 * struct mmhp_rung - one step of a ladder
 * @up: does it: all, or nothing and an errno
 * @down: undoes it, and cannot fail; NULL if there is nothing to undo
 */
struct mmhp_rung {
	int (*up)(struct mmhp_range *range, struct mmhp_reason *why);
	void (*down)(struct mmhp_range *range);
};

/**
 * mmhp_ladder_down() - undo steps, the last first
 * @range: the range
 * @rungs: the ladder
 * @from: how many of its rungs the range has climbed
 * @to: how many are to be left
 */
static inline void mmhp_ladder_down(struct mmhp_range *range,
				    const struct mmhp_rung *rungs,
				    unsigned int from, unsigned int to)
{
	while (from-- > to)
		if (rungs[from].down)
			rungs[from].down(range);
}

/**
 * mmhp_ladder_up() - do steps, all or none
 * @range: the range
 * @rungs: the ladder
 * @from: how many of its rungs the range has climbed
 * @to: how many it is to climb
 * @why: the sentence for a failure
 *
 * Return: 0, or a negative errno and the range is where it was.
 */
static inline int mmhp_ladder_up(struct mmhp_range *range,
				 const struct mmhp_rung *rungs,
				 unsigned int from, unsigned int to,
				 struct mmhp_reason *why)
{
	unsigned int rung;

	for (rung = from; rung < to; rung++) {
		const int ret = mmhp_fault(why, "%ps", rungs[rung].up) ?:
				rungs[rung].up(range, why);

		if (ret) {
			mmhp_ladder_down(range, rungs, rung, from);
			return ret;
		}
	}
	return 0;
}

#endif /* _MMHP_LADDER_H */
