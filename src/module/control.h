/* SPDX-License-Identifier: GPL-2.0 */
/* What a control file was told: text to request, and the module's defaults */
#ifndef _MMHP_CONTROL_H
#define _MMHP_CONTROL_H

#include <linux/types.h>

#include "request.h"

int mmhp_control_write(enum mmhp_verb verb, const char *text, size_t count);

#endif /* _MMHP_CONTROL_H */
