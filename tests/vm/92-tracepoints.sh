#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The tracepoints tell of each thing that was done with a range, with its result and duration, and of
# each veto.
#
# vm: --mem 4G --dimm 1G@0x140000000
# files: prog:wr module:peer
# touches: 640M
# timeout: 60
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

TRACE=/sys/kernel/tracing
FIRST=$((BASE / BLOCK))

# traced EVENT TEXT: the only event is that; the trace is empty then.
traced() {
	line=$(grep -v '^#' $TRACE/trace || :)
	expect "events of the request" 1 "$(printf '%s\n' "$line" | grep -c mmhp_range_)"
	case $line in
	*" $1: start=0x140000000 size=0x40000000 $2"*) ;;
	*) fail "trace: expected '$1 ... $2', saw '$line'" ;;
	esac
	echo >$TRACE/trace
}

load
auto_online offline
mount -t tracefs none $TRACE 2>/dev/null || :
for event in add remove online offline standby veto; do
	[ -d $TRACE/events/mmhp/mmhp_range_$event ] || fail "events: expected mmhp:mmhp_range_$event"
done
echo 1 >$TRACE/events/mmhp/enable

ask probe "$BASE 1G layout=range"
traced mmhp_range_add "layout=range result=0 duration_us="
set_state_refused $((FIRST + 1)) online_movable "memory$FIRST"
traced mmhp_range_veto "layout=range block=$((FIRST + 1)) action=online result=-16"
ask online "$BASE online_movable"
traced mmhp_range_online "layout=range result=0 duration_us="
set_state_refused "$FIRST" offline "memory$((FIRST + 1))"
traced mmhp_range_veto "layout=range block=$FIRST action=offline result=-16"
refused EBUSY standby $BASE "memory$FIRST"
traced mmhp_range_standby "layout=range result=-16 duration_us="
ask offline $BASE
line=$(grep mmhp_range_offline $TRACE/trace)
expect_least "us that offlining 1 GiB took" 1 "${line##*duration_us=}"
traced mmhp_range_offline "layout=range result=0 duration_us="
ask standby $BASE
traced mmhp_range_standby "layout=range result=0 duration_us="
ask remove $BASE
traced mmhp_range_remove "layout=range result=0 duration_us="
ask probe "$BASE 1G layout=block online=online_movable"
traced mmhp_range_add "layout=block result=0 duration_us="
ask remove $BASE
