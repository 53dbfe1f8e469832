// SPDX-License-Identifier: GPL-2.0
/* The tracepoints of include/trace/events/mmhp.h */
#include <linux/build_bug.h>

#include "layout.h"

#define CREATE_TRACE_POINTS
#include <trace/events/mmhp.h>

/* User space reads numbers: see mmhp_trace_layout(). */
static_assert(MMHP_LAYOUT_RANGE == 0 && MMHP_LAYOUT_BLOCK == 1);
