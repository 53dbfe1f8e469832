/* SPDX-License-Identifier: GPL-2.0 */
/* Exported to modules, but declared in kernel/rcu/rcu.h only */
#ifndef _MMHP_COMPAT_LINUX_RCUPDATE_H
#define _MMHP_COMPAT_LINUX_RCUPDATE_H

#include_next <linux/rcupdate.h>

void rcu_expedite_gp(void);
void rcu_unexpedite_gp(void);

#endif /* _MMHP_COMPAT_LINUX_RCUPDATE_H */
