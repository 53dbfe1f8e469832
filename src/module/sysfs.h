/* SPDX-License-Identifier: GPL-2.0 */
/* The control files in sysfs */
#ifndef _MMHP_SYSFS_H
#define _MMHP_SYSFS_H

#include <linux/kobject.h>

int mmhp_sysfs_init(void);
void mmhp_sysfs_exit(void);
struct kobject *mmhp_sysfs_dir(void);

#endif /* _MMHP_SYSFS_H */
