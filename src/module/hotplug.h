/* SPDX-License-Identifier: GPL-2.0 */
/* Bringing a range up and down the ladder of its engine */
#ifndef _MMHP_HOTPLUG_H
#define _MMHP_HOTPLUG_H

#include "range.h"
#include "reason.h"
#include "request.h"

int mmhp_hotplug_add(struct mmhp_range *range, const struct mmhp_request *req,
		     struct mmhp_reason *why);
int mmhp_hotplug_online(struct mmhp_range *range, enum mmhp_online online,
			struct mmhp_reason *why);
int mmhp_hotplug_offline(struct mmhp_range *range, struct mmhp_reason *why);
int mmhp_hotplug_standby(struct mmhp_range *range, struct mmhp_reason *why);
int mmhp_hotplug_remove(struct mmhp_range *range, struct mmhp_reason *why);
bool mmhp_hotplug_exists(const struct mmhp_range *range);
bool mmhp_hotplug_in_standby(const struct mmhp_range *range);

#endif /* _MMHP_HOTPLUG_H */
