/* SPDX-License-Identifier: GPL-2.0 */
/* Exported to modules, but declared in kernel/rcu/rcu.h only; one CPU waits for nobody. */
#ifndef _MMHP_COMPAT_LINUX_RCUPDATE_H
#define _MMHP_COMPAT_LINUX_RCUPDATE_H

#include_next <linux/rcupdate.h>

#ifdef CONFIG_TINY_RCU
static inline void rcu_expedite_gp(void) { }
static inline void rcu_unexpedite_gp(void) { }
#else
void rcu_expedite_gp(void);
void rcu_unexpedite_gp(void);
#endif

#endif /* _MMHP_COMPAT_LINUX_RCUPDATE_H */
