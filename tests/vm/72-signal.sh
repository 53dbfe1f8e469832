#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A signal to the writer ends a removal that takes long: EINTR, and everything is as it was. So it does
# where a request waits for someone else, who offlines a block by hand, which has no end of time.
#
# vm: --mem 4G --dimm 4G@0x140000000
# files: prog:wr prog:pipepin module:peer
# touches: 640M
# timeout: 300
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((4 << 30))

load
param offline_timeout 10000
auto_online offline
baseline_take
mkfifo /tmp/pin

for layout in range block; do
	for file in remove offline; do
		ask probe "$BASE 4G layout=$layout online=online_movable"
		layout_set $BASE $SIZE $layout
		pipepin "$range_pfn" "$range_pages" >/tmp/pin &
		pin=$!
		read -r pfn </tmp/pin
		[ "$pfn" != none ] || fail "pipepin: expected a page inside the range"
		block=$((pfn / BLOCK_PAGES))

		wr $MMHP/$file $BASE >/tmp/answer &
		writer=$!
		wait_for 60 grep -q going-offline $MEM/memory$block/state ||
			fail "memory$block: expected going-offline, saw $(state $block)"
		kill -TERM $writer
		wait $writer && fail "$layout $file: expected EINTR, saw success"
		expect "$layout $file" EINTR "$(cat /tmp/answer)"
		explained "$file: EINTR: "
		check_range $BASE $SIZE $layout online_movable

		kill $pin
		wait $pin 2>/dev/null || :
		ask remove $BASE
		baseline_check
	done
done

ask probe "$BASE 1G layout=block online=online_movable"
layout_set $BASE $((1 << 30)) block
pipepin "$range_pfn" "$range_pages" >/tmp/pin &
pin=$!
read -r pfn </tmp/pin
[ "$pfn" != none ] || fail "pipepin: expected a page inside the range"
block=$((pfn / BLOCK_PAGES))
wr "$MEM/memory$block/state" offline >/tmp/by_hand &
by_hand=$!
wait_for 60 grep -q going-offline $MEM/memory$block/state ||
	fail "memory$block: expected going-offline, saw $(state $block)"

# writing FILE REQUEST: in the background; 1 is write(2).
writing() {
	wr "$MMHP/$1" "$2" >/tmp/answer &
	writer=$!
	wait_for 60 grep -q '^1 ' /proc/$writer/syscall || fail "$1 '$2': expected it to wait"
}

# waits FILE REQUEST
waits() {
	writing "$1" "$2"
	kill -TERM $writer
	wait $writer && fail "$1 '$2': expected EINTR, saw success"
	expect "$1 '$2'" EINTR "$(cat /tmp/answer)"
}
waits offline $BASE
waits remove $BASE
waits online "$BASE online_movable"
waits probe "0x180000000 1G"
waits probe "0x180000000 1G online=online_movable dry_run=1"

# So it does where the command line waits for that request, be it for a file in sysfs. A reader of that
# one comes back every few milliseconds: the signal must not be lost, wherever it meets the reader.
writing offline $BASE
for hide in false true true true; do
	! $hide || mount -t tmpfs tmpfs /sys/kernel/debug
	status=0
	timeout -s KILL $((60 * SLOWNESS)) mmhp remove $BASE --timeout 1 >/tmp/said 2>&1 || status=$?
	! $hide || umount /sys/kernel/debug
	expect "exit status of mmhp remove --timeout 1" 1 $status
	grep -q ETIMEDOUT /tmp/said || fail "mmhp remove --timeout 1: expected ETIMEDOUT, saw $(cat /tmp/said)"
done
kill -TERM $writer
wait $writer && fail "offline: expected EINTR, saw success"
grep -q going-offline $MEM/memory$block/state || fail "memory$block: expected it to be going offline still"
kill -TERM $by_hand
wait $by_hand || :
check_range $BASE $((1 << 30)) block online_movable
kill $pin
wait $pin 2>/dev/null || :
ask remove $BASE
baseline_check
