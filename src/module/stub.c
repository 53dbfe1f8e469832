// SPDX-License-Identifier: GPL-2.0
/*
 * Stands in for the whole module where the kernel's headers lack something
 * that it cannot do without. Building must not fail there, since DKMS would
 * then block the installation of that kernel; loading says what is missing.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/init.h>
#include <linux/module.h>
#include <linux/printk.h>

static int __init mmhp_stub_init(void)
{
	pr_err("cannot work on this kernel; its headers lack: %s\n", MMHP_MISSING);
	return -ENODEV;
}
module_init(mmhp_stub_init);

MODULE_INFO(stub, MMHP_MISSING);
MODULE_DESCRIPTION("Hot-add memory that hosts its own memmap (not on this kernel)");
MODULE_LICENSE("GPL");
