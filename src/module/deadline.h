/* SPDX-License-Identifier: GPL-2.0 */
/* What stops a kernel function that only a signal stops: a time limit, or nothing */
#ifndef _MMHP_DEADLINE_H
#define _MMHP_DEADLINE_H

#include <linux/sched.h>
#include <linux/signal_types.h>
#include <linux/time64.h>
#include <linux/types.h>
#include <linux/workqueue.h>

/**
 * struct mmhp_deadline - a time limit on the calling task
 * @work: comes when the time is up
 * @task: the task that is to stop
 * @expired: the time was up
 */
struct mmhp_deadline {
	struct delayed_work work;
	struct task_struct *task;
	bool expired;
};

void mmhp_deadline_start(struct mmhp_deadline *deadline, time64_t seconds);
int mmhp_deadline_stop(struct mmhp_deadline *deadline, int ret);

void mmhp_signals_hold(sigset_t *old);
bool mmhp_signals_ignore(void);
void mmhp_signals_release(const sigset_t *old);

#endif /* _MMHP_DEADLINE_H */
