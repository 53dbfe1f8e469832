/* SPDX-License-Identifier: GPL-2.0 */
/* What the log says of a range */
#ifndef _MMHP_REPORT_H
#define _MMHP_REPORT_H

#include "range.h"
#include "request.h"

void mmhp_report_range(const char *what, const struct mmhp_range *range);
int mmhp_report_plan(const struct mmhp_range *range,
		     const struct mmhp_request *req, struct mmhp_reason *why);

#endif /* _MMHP_REPORT_H */
