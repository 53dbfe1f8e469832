/* SPDX-License-Identifier: GPL-2.0 */
/* Ranges and the sleep of the whole system */
#ifndef _MMHP_POWER_H
#define _MMHP_POWER_H

#include "reason.h"

int mmhp_power_init(void);
void mmhp_power_exit(void);
int mmhp_power_check_awake(struct mmhp_reason *why);

#endif /* _MMHP_POWER_H */
