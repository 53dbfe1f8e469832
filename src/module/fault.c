// SPDX-License-Identifier: GPL-2.0
/*
 * Fault points, in a build with MMHP_FAULT_POINTS=1. Writing N to the parameter
 * fail_point makes the Nth point from now on fail, once; reading it gives how
 * many are left until then, and the name of the one that failed.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/moduleparam.h>
#include <linux/printk.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/sysfs.h>

#include "fault.h"

/* Guards what follows; innermost, as a point may be anywhere. */
static DEFINE_SPINLOCK(mmhp_fault_lock);

/* Points until one fails; 0: none will */
static unsigned int mmhp_fault_left;

/* The one that failed; empty if none has since fail_point was written */
static char mmhp_fault_name[64];

static int mmhp_fault_set(const char *val, const struct kernel_param *kp)
{
	unsigned int left;
	const int ret = kstrtouint(val, 0, &left);

	if (ret)
		return ret;
	spin_lock(&mmhp_fault_lock);
	mmhp_fault_left = left;
	mmhp_fault_name[0] = '\0';
	spin_unlock(&mmhp_fault_lock);
	return 0;
}

static int mmhp_fault_get(char *buf, const struct kernel_param *kp)
{
	int len;

	spin_lock(&mmhp_fault_lock);
	len = sysfs_emit(buf, "%u %s\n", mmhp_fault_left, mmhp_fault_name);
	spin_unlock(&mmhp_fault_lock);
	return len;
}

static const struct kernel_param_ops mmhp_fault_ops = {
	.set = mmhp_fault_set,
	.get = mmhp_fault_get,
};

module_param_cb(fail_point, &mmhp_fault_ops, NULL, 0600);
__MODULE_PARM_TYPE(fail_point, "uint");
MODULE_PARM_DESC(fail_point, "for tests: the Nth fault point from now on fails, once; 0 is none");

/**
 * mmhp_fault() - a step that a test can make fail
 * @why: filled in with a sentence if it fails; NULL where the caller has one
 * @fmt: printf format of its name
 *
 * Context: any, does not sleep.
 * Return: 0; -ENOMEM if it is this one's turn to fail.
 */
int mmhp_fault(struct mmhp_reason *why, const char *fmt, ...)
{
	va_list args;
	bool fails;

	spin_lock(&mmhp_fault_lock);
	fails = mmhp_fault_left && !--mmhp_fault_left;
	if (fails) {
		va_start(args, fmt);
		vscnprintf(mmhp_fault_name, sizeof(mmhp_fault_name), fmt, args);
		va_end(args);
		pr_notice("fault point %s\n", mmhp_fault_name);
		if (why)
			mmhp_reason_set(why, -ENOMEM, "fault point %s",
					mmhp_fault_name);
	}
	spin_unlock(&mmhp_fault_lock);
	return fails ? -ENOMEM : 0;
}

/**
 * mmhp_fault_explain() - name the point that failed, if one did
 * @why: the sentence of a request that failed; appended to, unless it has it
 *
 * Context: any, does not sleep.
 */
void mmhp_fault_explain(struct mmhp_reason *why)
{
	const size_t len = strlen(why->text);

	spin_lock(&mmhp_fault_lock);
	if (mmhp_fault_name[0] && !strstr(why->text, mmhp_fault_name))
		snprintf(why->text + len, sizeof(why->text) - len,
			 "; fault point %s", mmhp_fault_name);
	spin_unlock(&mmhp_fault_lock);
}
