/* SPDX-License-Identifier: GPL-2.0 */
/* What was done with ranges, how long it took, and what the notifier vetoed */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM mmhp

#if !defined(_TRACE_MMHP_H) || defined(TRACE_HEADER_MULTI_READ)
#define _TRACE_MMHP_H

#include <linux/tracepoint.h>
#include <linux/types.h>

/* The numbers are those of enum mmhp_layout_kind. */
#define mmhp_trace_layout(layout)					\
	__print_symbolic(layout, { 0, "range" }, { 1, "block" })

/* Addresses and sizes in bytes, the result as the request's errno, times in us */
DECLARE_EVENT_CLASS(mmhp_range_template,
	TP_PROTO(u64 start, u64 size, int layout, int result, u64 duration_us),
	TP_ARGS(start, size, layout, result, duration_us),
	TP_STRUCT__entry(
		__field(u64, start)
		__field(u64, size)
		__field(int, layout)
		__field(int, result)
		__field(u64, duration_us)
	),
	TP_fast_assign(
		__entry->start = start;
		__entry->size = size;
		__entry->layout = layout;
		__entry->result = result;
		__entry->duration_us = duration_us;
	),
	TP_printk("start=0x%llx size=0x%llx layout=%s result=%d duration_us=%llu",
		  __entry->start, __entry->size,
		  mmhp_trace_layout(__entry->layout), __entry->result,
		  __entry->duration_us)
);

#define MMHP_RANGE_EVENT(name)						\
DEFINE_EVENT(mmhp_range_template, name,					\
	TP_PROTO(u64 start, u64 size, int layout, int result, u64 duration_us), \
	TP_ARGS(start, size, layout, result, duration_us))

MMHP_RANGE_EVENT(mmhp_range_add);
MMHP_RANGE_EVENT(mmhp_range_remove);
MMHP_RANGE_EVENT(mmhp_range_online);
MMHP_RANGE_EVENT(mmhp_range_offline);
MMHP_RANGE_EVENT(mmhp_range_standby);

/* A change of a block that a rule of the layout forbids */
TRACE_EVENT(mmhp_range_veto,
	TP_PROTO(u64 start, u64 size, int layout, unsigned long block,
		 bool online, int result),
	TP_ARGS(start, size, layout, block, online, result),
	TP_STRUCT__entry(
		__field(u64, start)
		__field(u64, size)
		__field(int, layout)
		__field(unsigned long, block)
		__field(bool, online)
		__field(int, result)
	),
	TP_fast_assign(
		__entry->start = start;
		__entry->size = size;
		__entry->layout = layout;
		__entry->block = block;
		__entry->online = online;
		__entry->result = result;
	),
	TP_printk("start=0x%llx size=0x%llx layout=%s block=%lu action=%s result=%d",
		  __entry->start, __entry->size,
		  mmhp_trace_layout(__entry->layout), __entry->block,
		  __entry->online ? "online" : "offline", __entry->result)
);

#endif /* _TRACE_MMHP_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH trace/events
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE mmhp
#include <trace/define_trace.h>
