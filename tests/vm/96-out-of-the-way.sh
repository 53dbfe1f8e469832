#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Nothing of the module runs when nothing is asked: while the memory of a range is allocated, used and
# given back, as small pages, transparent huge pages and HugeTLB, and while nothing happens at all, none
# of its functions is called; and there is no kernel thread of it.
#
# vm: --mem 4G --dimm 1G@0x140000000:1
# files: prog:wr prog:running module:peer
# once: trixie
# touches: 1G
# timeout: 120
# debug: no, that kernel has no function tracer
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

TRACE=/sys/kernel/tracing
MIB=256

# calls: how many functions of the module have been called since the last time
calls() {
	grep -vc '^#' $TRACE/trace || :
	echo >$TRACE/trace
}

load
auto_online offline
mount -t tracefs none $TRACE 2>/dev/null || :
for layout in range block; do
	ask probe "$BASE 1G layout=$layout node=1 online=online_movable"
	echo ':mod:mmhp_selfhost' >$TRACE/set_ftrace_filter
	echo function >$TRACE/current_tracer
	calls >/dev/null

	echo $((MIB / 2)) >/sys/devices/system/node/node1/hugepages/hugepages-2048kB/nr_hugepages
	running 1 $MIB
	echo 0 >/sys/devices/system/node/node1/hugepages/hugepages-2048kB/nr_hugepages
	sleep 5
	expect "functions of the module that were called" 0 "$(calls)"

	cat $MMHP/blocks >/dev/null
	expect_least "functions of the module that were called to read blocks" 1 "$(calls)"
	echo nop >$TRACE/current_tracer
	ask remove "$BASE"
done
for comm in /proc/[0-9]*/comm; do
	case $(cat "$comm" 2>/dev/null) in
	*mmhp*) fail "expected no thread of the module, saw $comm: $(cat "$comm")" ;;
	esac
done
