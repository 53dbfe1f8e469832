#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# For a minute the kernel moves pages about, by compaction, for transparent huge pages, which are
# filled and read again, and for HugeTLB pages, which are taken and given back, while ranges go on-
# and offline. No word is lost, and nothing is refused but with EBUSY: a HugeTLB page that is on its
# way from or to the free memory keeps its block from going offline, which is then given up at once
# (offline_pages(): "failure to dissolve huge pages"); so it is without the module.
#
# (No range comes and goes meanwhile. Compaction's search for free pages takes each page of a zone
# without holes for one that is there, also behind the end of a zone that has just become smaller, in
# isolate_freepages(). It crashes on 6.1 as on 7.2, whoever took the memory away, the kernel's own
# add_memory_driver_managed() and offline_and_remove_memory() included.)
#
# vm: --parallel --mem 4G --dimm 2G@0x140000000
# files: prog:wr prog:fill module:peer tests/lib/guest-races.sh:/lib/guest-races.sh
# once: trixie
# touches: 5G
# timeout: 300
# brief: 20
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-races.sh
. /lib/guest-races.sh

RACE_SECONDS=${1:-60}
BLOCKS=0x180000000
HUGE_PAGES=96
VM=/proc/sys/vm
EVENTS='compact_free_scanned htlb_buddy_alloc_success pgmigrate_success'
THP=/sys/kernel/mm/transparent_hugepage

# on_and_off RANGE
on_and_off() {
	may EBUSY $MMHP/offline "$1" &&
		must $MMHP/online "$1 online_movable"
}

# Words that are all different, in huge pages if there are any. Host pages must not be among them.
fill_and_read() {
	found=$(fill 64 "$range_pfn" "$range_pages" "$range_pages" "$range_host") || wrong "fill: $found"
	[ "$found" = 'in_range 0' ] || noted 'filled in the range'
}

# A range goes on- and offline with the pages there, and without.
take_and_give() {
	must $VM/nr_hugepages $HUGE_PAGES
	race_wait 'on and off'
	must $VM/nr_hugepages 0
	race_wait 'on and off'
}

# events: how often the kernel has done what it is to do here.
events() {
	for event in $EVENTS; do
		awk -v name="$event" '$1 == name { print $1, $2 }' /proc/vmstat
	done
}

load
auto_online offline
if [ -e $THP ]; then # PREEMPT_RT has none.
	echo always >$THP/enabled
	echo always >$THP/defrag
	EVENTS="$EVENTS thp_fault_alloc"
fi
baseline_take
ask probe "$BLOCKS 1G layout=block online=online_movable"
ask probe "$BASE 1G online=online_movable"
layout_set $BASE $((1 << 30)) range
events >/tmp/events
race_begin "$RACE_SECONDS"
race 'on and off' on_and_off $BASE
race 'on and off, layout block' on_and_off $BLOCKS
race compaction must $VM/compact_memory 1
race fill fill_and_read
race HugeTLB take_and_give
race_least 2 'on and off'
race_least 2 'on and off, layout block'
race_least 5 compaction
race_least 2 'filled in the range'
race_least 2 HugeTLB
race_end
events | while read -r event count; do
	count=$((count - $(awk -v name="$event" '$1 == name { print $2 }' /tmp/events)))
	echo "$event: $count"
	expect_least "$event" 100 $count
done
check_range $BASE $((1 << 30)) range online_movable
ask remove $BASE
ask remove $BLOCKS
baseline_check
