// SPDX-License-Identifier: GPL-2.0
/*
 * The sleep of the whole system. Suspending keeps memory powered, and needs
 * nothing done. Hibernating is refused while a range has a memmap:
 *
 *  - one that is online would be in the image, but the kernel that loads it
 *    does not have it, and drops an image of another "memory size";
 *  - of one that is offline the image would have all but its memmap, which
 *    lies in memory that is not saved, and would be garbage afterwards.
 *
 * A range in standby has nothing that could be lost. Nor is there a reason to
 * refuse the restoring of an image: it holds no range, and so nothing of what the
 * kernel that loads it has added; where that is online, the kernel sees for
 * itself that the memory size differs.
 *
 * The kernel keeps device_hotplug_lock from when user space is frozen until the
 * image is written. What happens between the notifiers and that is kept out here.
 */
#include <linux/errno.h>
#include <linux/list.h>
#include <linux/notifier.h>
#include <linux/suspend.h>

#include "error_log.h"
#include "hotplug.h"
#include "power.h"
#include "range.h"

/* Is an image being made? Set under mmhp_lock, so that no request misses it. */
static bool mmhp_power_hibernating;

static int mmhp_power_check_ranges(struct mmhp_reason *why)
{
	struct mmhp_range *range;

	list_for_each_entry(range, mmhp_range_list(), list)
		if (!mmhp_hotplug_in_standby(range))
			return mmhp_reason_set(why, -EBUSY,
				"the range at 0x%llx would not be there when the image is restored; remove it, or put it in standby",
				mmhp_layout_start(&range->layout));
	return 0;
}

/* A request under way ends first: user space is not frozen yet. */
static int mmhp_power_prepare(struct mmhp_reason *why)
{
	int ret = mmhp_range_lock();

	if (ret)
		return mmhp_reason_set(why, ret, "interrupted by a signal");
	ret = mmhp_power_check_ranges(why);
	if (!ret)
		WRITE_ONCE(mmhp_power_hibernating, true);
	mmhp_range_unlock();
	return ret;
}

static int mmhp_power_call(struct notifier_block *nb, unsigned long action,
			   void *unused)
{
	struct mmhp_reason why;
	int ret = 0;

	switch (action) {
	case PM_HIBERNATION_PREPARE:
		ret = mmhp_power_prepare(&why);
		if (ret)
			mmhp_error_log_add_power("hibernate", ret, &why);
		break;
	case PM_POST_HIBERNATION:
		WRITE_ONCE(mmhp_power_hibernating, false);
		break;
	}
	return notifier_from_errno(ret);
}

static struct notifier_block mmhp_power_nb = {
	.notifier_call = mmhp_power_call,
};

/**
 * mmhp_power_check_awake() - may a memmap be built now
 * @why: the sentence if not
 *
 * Context: mmhp_lock held until it is built.
 * Return: 0; -EBUSY while the system prepares to hibernate.
 */
int mmhp_power_check_awake(struct mmhp_reason *why)
{
	if (!READ_ONCE(mmhp_power_hibernating))
		return 0;
	return mmhp_reason_set(why, -EBUSY,
		"the system is about to hibernate, and its image must not miss a memmap");
}

/**
 * mmhp_power_init() - listen to what is said of the system's sleep
 *
 * Waits until a hibernation is over that began without a word to the module.
 *
 * Context: module init, may sleep.
 * Return: 0 or a negative errno.
 */
int mmhp_power_init(void)
{
	const unsigned int flags = lock_system_sleep();
	const int ret = register_pm_notifier(&mmhp_power_nb);

	unlock_system_sleep(flags);
	return ret;
}

/**
 * mmhp_power_exit() - undo mmhp_power_init()
 *
 * Context: module exit; no range exists.
 */
void mmhp_power_exit(void)
{
	unregister_pm_notifier(&mmhp_power_nb);
}
