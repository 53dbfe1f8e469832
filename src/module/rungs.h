/* SPDX-License-Identifier: GPL-2.0 */
/* Rungs that have a file of their own; only the engines' ladders use them */
#ifndef _MMHP_RUNGS_H
#define _MMHP_RUNGS_H

#include "range.h"
#include "reason.h"

/* resource.c */
int mmhp_resource_hold_module(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_resource_release_module(struct mmhp_range *range);
int mmhp_resource_reserve(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_resource_release(struct mmhp_range *range);
int mmhp_resource_declare(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_resource_withdraw(struct mmhp_range *range);

/* directory.c */
int mmhp_directory_create(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_directory_remove(struct mmhp_range *range);

/* node.c */
int mmhp_node_up(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_node_down(struct mmhp_range *range);

/* tier.c */
int mmhp_tier_join(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_tier_leave(struct mmhp_range *range);

/* group.c */
int mmhp_group_register(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_group_unregister(struct mmhp_range *range);

/* mapping.c */
int mmhp_mapping_add(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_mapping_remove(struct mmhp_range *range);

/* devices.c */
int mmhp_devices_create(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_devices_remove(struct mmhp_range *range);

/* poison.c */
int mmhp_poison_begin(struct mmhp_range *range, struct mmhp_reason *why);
void mmhp_poison_end(struct mmhp_range *range);

#endif /* _MMHP_RUNGS_H */
