#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Whatever reads about memory while a range comes and goes does no harm and comes to none: page
# flags and counts by pfn, zone tables, the memory itself through kcore, the attributes of blocks,
# this module's tables. (Compaction is left out: on 6.1 its search for free pages reads the memmap of
# memory that is gone and crashes, whoever took that away. So is valid_zones before 7.x: a block is
# visible there before the kernel has told it its node, and reading the attribute crashes.)
#
# vm: --mem 4G --dimm 4G@0x140000000
# files: prog:wr module:peer
# touches: 1536M
# timeout: 300
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

CYCLES=8
PFN=$((BASE / 4096))

# reader COMMAND: over and over, until /tmp/go is gone; counts its rounds.
reader() {
	while [ -e /tmp/go ]; do
		eval "$1" >/dev/null 2>&1 || :
		echo "$1" >>/tmp/rounds
	done
}

by_pfn() {
	dd if="$1" bs=64K skip=$((PFN * 8 / 65536)) count=128
}

load
auto_online offline
baseline_take
: >/tmp/go
: >/tmp/rounds
reader 'by_pfn /proc/kpageflags' &
reader 'by_pfn /proc/kpagecount' &
reader 'cat /proc/zoneinfo /proc/pagetypeinfo /proc/buddyinfo /proc/vmstat /proc/iomem' &
case $(uname -r) in
6.*) attributes="$MEM/memory*/state $MEM/memory*/removable" ;;
*) attributes="$MEM/memory*/state $MEM/memory*/valid_zones $MEM/memory*/removable" ;;
esac
reader "cat $attributes" &
reader "cat $MMHP/ranges $MMHP/blocks $MMHP/error_log" &
reader "ls -lR /sys/devices/system/node $MEM" &
reader 'dd if=/proc/kcore bs=64K count=512' &

i=0
while [ $i -lt $CYCLES ]; do
	layout=range how=online_movable
	[ $((i % 2)) = 0 ] || layout=block
	[ $((i % 4)) -lt 2 ] || how=online_kernel
	ask probe "$BASE 4G layout=$layout online=$how"
	check_range $BASE $((4 << 30)) $layout $how
	ask remove $BASE
	i=$((i + 1))
done
rm /tmp/go
wait
sort /tmp/rounds | uniq -c
expect "readers that came around" 7 "$(sort -u /tmp/rounds | grep -c .)"
baseline_check
