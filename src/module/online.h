/* SPDX-License-Identifier: GPL-2.0 */
/* Onlining and offlining a whole range in one operation */
#ifndef _MMHP_ONLINE_H
#define _MMHP_ONLINE_H

#include "range.h"
#include "reason.h"
#include "request.h"

int mmhp_online_type(enum mmhp_online online);
int mmhp_online_range(struct mmhp_range *range, enum mmhp_online online,
		      struct mmhp_reason *why);
int mmhp_offline_range(struct mmhp_range *range,
		       int (*check)(struct mmhp_range *range,
				    struct mmhp_reason *why),
		       struct mmhp_reason *why);

#endif /* _MMHP_ONLINE_H */
