// SPDX-License-Identifier: GPL-2.0
/*
 * A time limit for a kernel function that only a signal stops: offline_pages()
 * tries again for as long as a page is pinned.
 */
#include <linux/jiffies.h>
#include <linux/minmax.h>
#include <linux/rcupdate.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>
#include <linux/task_work.h>

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

/* Between mmhp_signals_hold() and mmhp_signals_release(): nobody else can block SIGKILL. */
static bool mmhp_signals_are_held(void)
{
	return sigismember(&current->blocked, SIGKILL);
}

/**
 * mmhp_deadline_stop() - lift the limit
 * @deadline: what was started
 * @ret: what the function says that had so much time
 *
 * Context: the task that started it.
 * Return: @ret; -ETIME in the place of -EINTR if the time was up and no real signal
 * is pending, or signals are held: a process that is stopped stays interrupted.
 */
int mmhp_deadline_stop(struct mmhp_deadline *deadline, int ret)
{
	/* A task's own handlers stay as long as it runs. */
	struct sighand_struct *sighand =
		rcu_dereference_protected(current->sighand, true);

	cancel_delayed_work_sync(&deadline->work);
	destroy_delayed_work_on_stack(&deadline->work);
	if (!deadline->expired)
		return ret;

	/* The lock keeps a real signal that comes right now from being lost. */
	spin_lock_irq(&sighand->siglock);
	recalc_sigpending();
	spin_unlock_irq(&sighand->siglock);
	if (ret == -EINTR && (mmhp_signals_are_held() || !signal_pending(current)))
		return -ETIME;
	return ret;
}

/**
 * mmhp_signals_hold() - let no signal stop the calling task for now
 * @old: filled in with what is held back already
 *
 * For an undo: offline_pages() gives up when a signal is pending. A deadline
 * holds all the same. What interrupts a task although all signals are blocked,
 * mmhp_signals_ignore() deals with.
 */
void mmhp_signals_hold(sigset_t *old)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, old);
}

/**
 * mmhp_signals_ignore() - shall what was interrupted be tried again
 *
 * A signal that ends another thread of the process, the freezer and task work mark
 * each task as interrupted, whatever it blocks. The freezer does so again and again,
 * until it gives up, after 20 seconds; so there is a pause.
 *
 * Return: true between mmhp_signals_hold() and mmhp_signals_release().
 */
bool mmhp_signals_ignore(void)
{
	if (!mmhp_signals_are_held())
		return false;
	clear_thread_flag(TIF_SIGPENDING);
	clear_thread_flag(TIF_NOTIFY_SIGNAL);
	schedule_timeout_uninterruptible(HZ / 20);
	return true;
}

/**
 * mmhp_signals_release() - undo mmhp_signals_hold()
 * @old: what that filled in
 *
 * What was ignored is pending again.
 */
void mmhp_signals_release(const sigset_t *old)
{
	sigset_t set = *old;

	if (task_work_pending(current))
		set_thread_flag(TIF_NOTIFY_SIGNAL);
	sigprocmask(SIG_SETMASK, &set, NULL);
}
