// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp_selfhost: hot-add any range of RAM by its physical address, with its
 * memmap hosted in the range itself.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/cc_platform.h>
#include <linux/err.h>
#include <linux/errno.h>
#include <linux/init.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/string.h>
#include <linux/utsname.h>

#include <generated/utsrelease.h>

#include "debugfs.h"
#include "engine.h"
#include "kapi.h"
#include "notifier.h"
#include "power.h"
#include "sysfs.h"
#include "tier.h"

/* A test gives another one. */
#ifndef MMHP_RELEASE
#define MMHP_RELEASE UTS_RELEASE
#endif

/*
 * The compile probes answered for one kernel. Where modules have versions of symbols
 * (CONFIG_MODVERSIONS), another with the same ones takes the module, too, as a link in
 * weak-updates would have it; but functions that are found by name have no versions.
 */
static int __init mmhp_main_check_release(void)
{
	if (!strcmp(init_utsname()->release, MMHP_RELEASE))
		return 0;
	pr_err("built for kernel %s, but this is %s: build it again\n",
	       MMHP_RELEASE, init_utsname()->release);
	return -ENOEXEC;
}

/*
 * The memory of such a guest has to be accepted before it is used, which the kernel does
 * when pages go to the allocator: too late for a memmap in it. What is tested would be
 * mapped as shared with the host, and so lost.
 */
static int __init mmhp_main_check_private(void)
{
	if (!cc_platform_has(CC_ATTR_GUEST_MEM_ENCRYPT))
		return 0;
	pr_err("this is a confidential guest (SEV, TDX), whose memory cannot be added by this module\n");
	return -EOPNOTSUPP;
}

static int __init mmhp_main_init(void)
{
	const struct mmhp_engine *engine;
	struct mmhp_reason why;
	int ret = mmhp_main_check_release() ?: mmhp_main_check_private();

	if (ret)
		return ret;
	mmhp_kapi_init();
	engine = mmhp_engine_pick(MMHP_ENGINE_AUTO, &why);
	if (IS_ERR(engine)) {
		pr_err("no engine can be used on this kernel: %s\n", why.text);
		return -ENODEV;
	}
	ret = mmhp_notifier_init();
	if (ret)
		return ret;
	ret = mmhp_power_init();
	if (ret)
		goto err_notifier;
	/* There may be ranges from here on, so that nothing that follows may fail. */
	ret = mmhp_sysfs_init();
	if (ret)
		goto err_power;
	mmhp_debugfs_init();
	return 0;

err_power:
	mmhp_power_exit();
err_notifier:
	mmhp_notifier_exit();
	return ret;
}

/* Each range holds a reference on the module: none is left here. */
static void __exit mmhp_main_exit(void)
{
	mmhp_debugfs_exit();
	mmhp_sysfs_exit();
	mmhp_power_exit();
	mmhp_notifier_exit();
	mmhp_tier_exit();
}

module_init(mmhp_main_init);
module_exit(mmhp_main_exit);

MODULE_INFO(probes, MMHP_PROBES);
MODULE_DESCRIPTION("Hot-add memory that hosts its own memmap, by physical address");
MODULE_LICENSE("GPL");
MODULE_VERSION("0.1.0");
