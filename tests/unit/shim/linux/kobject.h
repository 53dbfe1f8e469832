/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: a member of structures that are not in sysfs here */
#pragma once

struct kobject {
	const char *name;
};
