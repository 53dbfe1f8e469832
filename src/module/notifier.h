/* SPDX-License-Identifier: GPL-2.0 */
/* What the kernel tells about blocks going on- and offline */
#ifndef _MMHP_NOTIFIER_H
#define _MMHP_NOTIFIER_H

#include "range.h"

int mmhp_notifier_init(void);
void mmhp_notifier_exit(void);
void mmhp_notifier_watch(struct mmhp_range *range);
void mmhp_notifier_unwatch(struct mmhp_range *range);

#endif /* _MMHP_NOTIFIER_H */
