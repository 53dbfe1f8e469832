// SPDX-License-Identifier: GPL-2.0
/*
 * A listener of the kernel that takes its time: whatever memory is about to go offline waits for it.
 * What goes online does not; but it can be told to refuse that at last.
 */
#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/memory.h>
#include <linux/module.h>

static unsigned int ms;
module_param(ms, uint, 0444);
MODULE_PARM_DESC(ms, "milliseconds per call");

static int veto;
module_param(veto, int, 0444);
MODULE_PARM_DESC(veto, "which call that something goes online is refused; 0 is none");

static atomic_t calls;

static int slow_notify(struct notifier_block *nb, unsigned long action, void *data)
{
	if (action == MEM_GOING_OFFLINE)
		msleep(ms);
	if (action == MEM_GOING_ONLINE && atomic_inc_return(&calls) == veto)
		return notifier_from_errno(-ENOMEM);
	return NOTIFY_OK;
}

static struct notifier_block slow_notifier = { .notifier_call = slow_notify };

static int __init slow_init(void)
{
	return register_memory_notifier(&slow_notifier);
}

static void __exit slow_exit(void)
{
	unregister_memory_notifier(&slow_notifier);
}

module_init(slow_init);
module_exit(slow_exit);
MODULE_DESCRIPTION("Take time before memory goes offline");
MODULE_LICENSE("GPL");
