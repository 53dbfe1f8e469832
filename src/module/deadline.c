// SPDX-License-Identifier: GPL-2.0
/*
 * A time limit for a kernel function that only a signal stops: offline_pages()
 * tries again for as long as a page is pinned.
 */
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>

#define MMHP_DEADLINE_MAX_SECONDS	(365 * 24 * 60 * 60)

#include "deadline.h"

/* A signal that nobody sent, as the freezer makes one (fake_signal_wake_up()) */
static void mmhp_deadline_expire(struct work_struct *work)
{
	struct mmhp_deadline *deadline =
		container_of(to_delayed_work(work), struct mmhp_deadline, work);

	WRITE_ONCE(deadline->expired, true);
	set_tsk_thread_flag(deadline->task, TIF_SIGPENDING);
}

/**
 * mmhp_deadline_start() - from now on the calling task has so much time
 * @deadline: on the caller's stack
 * @seconds: how much; 0 is no limit
 *
 * When the time is up, signal_pending() is true for the caller.
 *
 * Context: process.
 */
void mmhp_deadline_start(struct mmhp_deadline *deadline, time64_t seconds)
{
	deadline->task = current;
	deadline->expired = false;
	INIT_DELAYED_WORK_ONSTACK(&deadline->work, mmhp_deadline_expire);
	if (seconds)
		schedule_delayed_work(&deadline->work, (unsigned long)HZ *
				      min_t(time64_t, seconds, MMHP_DEADLINE_MAX_SECONDS));
}

/**
 * mmhp_deadline_stop() - lift the limit
 * @deadline: what was started
 *
 * Context: the task that started it.
 * Return: true if the time was up and no real signal is pending.
 */
bool mmhp_deadline_stop(struct mmhp_deadline *deadline)
{
	/* A task's own handlers stay as long as it runs. */
	struct sighand_struct *sighand =
		rcu_dereference_protected(current->sighand, true);

	cancel_delayed_work_sync(&deadline->work);
	destroy_delayed_work_on_stack(&deadline->work);
	if (!deadline->expired)
		return false;

	/* The lock keeps a real signal that comes right now from being lost. */
	spin_lock_irq(&sighand->siglock);
	recalc_sigpending();
	spin_unlock_irq(&sighand->siglock);
	return !signal_pending(current);
}

/**
 * mmhp_signals_hold() - let no signal stop the calling task for now
 * @old: filled in with what is held back already
 *
 * For an undo: offline_pages() gives up when a signal is pending. A deadline
 * holds all the same.
 */
void mmhp_signals_hold(sigset_t *old)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, old);
}

/**
 * mmhp_signals_release() - undo mmhp_signals_hold()
 * @old: what that filled in
 */
void mmhp_signals_release(const sigset_t *old)
{
	sigset_t set = *old;

	sigprocmask(SIG_SETMASK, &set, NULL);
}
