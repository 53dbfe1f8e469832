/* SPDX-License-Identifier: GPL-2.0 */
/* The ladder: the steps of adding a range, each beside its undo */
#ifndef _MMHP_HOTPLUG_H
#define _MMHP_HOTPLUG_H

#include "range.h"
#include "reason.h"
#include "request.h"

int mmhp_hotplug_add(struct mmhp_range *range, enum mmhp_online online,
		     struct mmhp_reason *why);
bool mmhp_hotplug_exists(const struct mmhp_range *range);
int mmhp_hotplug_remove(struct mmhp_range *range, struct mmhp_reason *why);

#endif /* _MMHP_HOTPLUG_H */
