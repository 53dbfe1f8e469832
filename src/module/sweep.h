/* SPDX-License-Identifier: GPL-2.0 */
/* All blocks of a range that are to go on- or offline, in an order that costs least */
#ifndef _MMHP_SWEEP_H
#define _MMHP_SWEEP_H

#include <linux/mmzone.h>
#include <linux/time64.h>

#include "range.h"
#include "reason.h"

int mmhp_sweep_online(struct mmhp_range *range, struct zone **want,
		      struct mmhp_reason *why);
int mmhp_sweep_offline(struct mmhp_range *range, struct zone **keep,
		       struct mmhp_reason *why);
time64_t mmhp_sweep_seconds(unsigned long nr_pages);

#endif /* _MMHP_SWEEP_H */
