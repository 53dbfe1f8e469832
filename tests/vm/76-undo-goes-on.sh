#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# What undoes a request that failed is stopped neither by the end of the process that made it, nor by
# the freezer of a suspend, which mark a task as interrupted whatever signals it blocks.
#
# vm: --mem 4G --dimm 1G@0x140000000
# files: prog:wr prog:thread prog:pipepin module:peer module:slow
# once: trixie
# touches: 640M
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((1 << 30))

# undone FILE REQUEST COMMAND...: the third block refuses to go online, so that the two before it go
# offline again, which takes a while; COMMAND comes meanwhile.
undone() {
	file=$1 request=$2
	shift 2
	insmod /lib/slow.ko ms=3000 veto=3 || fail "slow: expected it to load"
	thread $MMHP/"$file" "$request" &
	writer=$!
	wait_for 60 going_offline || fail "$file '$request': expected blocks to go offline again"
	"$@"
	wait $writer && fail "$file '$request': expected it to fail"
	rmmod slow
	! dmesg | grep -E 'cannot be undone|not as it was|still mapped' || fail "$file '$request': expected all to be undone"
}

going_offline() {
	grep -qx going-offline $MEM/memory*/state
}

killed() {
	kill -KILL "$writer"
}

frozen() {
	echo mem >/sys/power/state || echo "the freezer gave up"
}

load
auto_online offline
baseline_take
hows=killed
if [ -e /sys/power/pm_test ]; then
	echo freezer >/sys/power/pm_test
	hows="killed frozen"
fi

for how in $hows; do
	undone probe "$BASE 1G layout=block online=online_movable" "$how"
	baseline_check
	ask probe "$BASE 1G layout=block"
	undone online "$BASE online_movable" "$how"
	check_range $BASE $SIZE block offline
	ask remove $BASE
	baseline_check
	echo "undone although $how"
done

# So it is where blocks go online again. The page lies in the lowest one, so that those above it are
# offline by then.
mkfifo /tmp/pin
param offline_timeout 10000
ask probe "$BASE 1G layout=block online=online_movable"
pipepin $((BASE / 4096)) $((SIZE / 4096)) >/tmp/pin &
pin=$!
read -r pfn </tmp/pin
[ "$pfn" != none ] || fail "pipepin: expected a page inside the range"
block=$((pfn / BLOCK_PAGES))
for file in offline remove; do
	thread $MMHP/$file $BASE &
	writer=$!
	wait_for 60 grep -q going-offline $MEM/memory$block/state ||
		fail "memory$block: expected going-offline, saw $(state $block)"
	expect "state of the highest block" offline "$(state $(((BASE + SIZE) / BLOCK - 1)))"
	killed
	wait $writer && fail "$file: expected it to be killed"
	! dmesg | grep 'not as it was' || fail "$file: expected all to be online again"
	check_range $BASE $SIZE block online_movable
done
kill $pin
wait $pin 2>/dev/null || :
ask remove $BASE
baseline_check
