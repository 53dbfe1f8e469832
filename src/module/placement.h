/* SPDX-License-Identifier: GPL-2.0 */
/* What to tell a user about where memory goes */
#ifndef _MMHP_PLACEMENT_H
#define _MMHP_PLACEMENT_H

#include "range.h"

void mmhp_placement_warn_movable(const char *what,
				 const struct mmhp_range *range);
void mmhp_placement_warn_kernel(const struct mmhp_range *range);

#endif /* _MMHP_PLACEMENT_H */
