/* SPDX-License-Identifier: GPL-2.0 */
/* Rungs of the ladder that have a file of their own; only the ladder calls them */
#ifndef _MMHP_RUNGS_H
#define _MMHP_RUNGS_H

#include "range.h"
#include "reason.h"

int mmhp_mapping_add(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_mapping_remove(struct mmhp_range *range);
int mmhp_devices_create(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_devices_remove(struct mmhp_range *range);

#endif /* _MMHP_RUNGS_H */
