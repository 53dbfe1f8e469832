#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Suspend to RAM keeps ranges as they are: memory of one that is online keeps each of its words, the
# memmap of one that is offline stays where it was put, and both can be removed afterwards.
#
# vm: --kaslr --mem 4G --dimm 2G@0x140000000
# files: prog:wr prog:fill module:peer
# touches: 2G
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((1 << 30))
OTHER=$((BASE + SIZE))
RTC=/sys/class/rtc/rtc0/wakealarm

# Woken by the clock; asleep is asleep, so that the time that passes meanwhile is none of the guest's.
go_to_sleep() {
	echo 0 >$RTC
	echo +3 >$RTC
	seen=$(wr /sys/power/state mem) || fail "suspend to RAM: expected success, saw $seen"
	expect "suspends" "$1" "$(cat /sys/power/suspend_stats/success)"
}

load
auto_online offline
baseline_take
expect "suspends before" 0 "$(cat /sys/power/suspend_stats/success)"
round=0
mkfifo /tmp/awake
for layout in range block; do
	round=$((round + 1))
	ask probe "$BASE $SIZE layout=$layout online=online_movable"
	ask probe "$OTHER $SIZE layout=$layout"
	layout_set $BASE $SIZE $layout
	period=$range_pages host=$range_host
	[ $layout = range ] || period=$BLOCK_PAGES host=$((BLOCK_PAGES / 64))
	fill 512 "$range_pfn" "$range_pages" "$period" "$host" /tmp/awake >/tmp/filled &
	filler=$!
	wait_for 120 grep -q in_range /tmp/filled || fail "fill: expected it to be done"
	read -r _ pages </tmp/filled
	expect_least "pages of the range that were filled" $((100 << 8)) "$pages"
	go_to_sleep $round
	: >/tmp/awake
	wait $filler || fail "layout $layout, after the suspend: $(cat /tmp/filled)"
	check_range $BASE $SIZE $layout online_movable
	check_range $OTHER $SIZE $layout offline
	ask online "$OTHER online_movable"
	check_range $OTHER $SIZE $layout online_movable
	ask remove $OTHER
	ask remove $BASE
	baseline_check
	echo "layout $layout: $pages pages kept their words"
done
