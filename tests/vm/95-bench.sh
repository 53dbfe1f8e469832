#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Time of one write(2) to this module against the kernel's own way with memmap_on_memory, 20 GiB, in
# turn in the same guest, medians of five: add and leave offline, add and online, offline and remove.
#
# vm: --mem 4G --dimm 20G@0x140000000 --cmdline 'memory_hotplug.memmap_on_memory=1'
# files: prog:wr module:peer
# touches: 1G
# timeout: 900
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((20 << 30))
ROUNDS=5

# timed NAME FILE TEXT: one write; its microseconds go to /tmp/time.NAME.
timed() {
	seen=$(wr -t "$2" "$3") || fail "$2 '$3': expected success, saw $seen: $(last_error)"
	echo $((seen / 1000)) >>"/tmp/time.$1"
}

median() {
	sort -n "/tmp/time.$1" | sed -n $((ROUNDS / 2 + 1))p
}

# goal NAME PERCENT: our median is at most so much of the kernel's.
goal() {
	ours=$(median "ours.$1") theirs=$(median "kernel.$1")
	percent=$((ours * 100 / theirs))
	echo "$1: $((ours / 1000)) ms against $((theirs / 1000)) ms, ratio 0.$(printf %02d $percent), goal 0.$2"
	[ $percent -le "$2" ] || missed="$missed $1"
}

load
auto_online offline

# 6.1 puts the memmap into the memory only if it is asked block by block.
chunk=$SIZE
if wr $PEER/add "0 $BASE $SIZE $SIZE 1"; then
	wr $PEER/remove "$BASE $SIZE $SIZE"
else
	chunk=$BLOCK
fi
baseline_take
before=$(mem_free_kib)
echo "the kernel's way: $((SIZE / chunk)) calls"

round=0
while [ $round -lt $ROUNDS ]; do
	auto_online offline
	timed kernel.add $PEER/add "0 $BASE $SIZE $chunk 1"
	expect_least "KiB of free memory with a self-hosted memmap" $((before - 65536)) "$(mem_free_kib)"
	wr $PEER/remove "$BASE $SIZE $chunk"
	timed ours.add $MMHP/probe "$BASE 20G online=offline"
	ask remove $BASE

	auto_online online_movable
	timed kernel.add-online $PEER/add "0 $BASE $SIZE $chunk 1"
	timed kernel.offline-remove $PEER/remove "$BASE $SIZE $chunk"
	timed ours.add-online $MMHP/probe "$BASE 20G online=online_movable"
	timed ours.offline-remove $MMHP/remove "$BASE"
	round=$((round + 1))
done
baseline_check

missed=
goal add 80
goal add-online 45
case $(uname -r) in
6.1.*) goal offline-remove 85 ;;
*) goal offline-remove 60 ;;
esac
[ -z "$missed" ] || fail "goals missed:$missed"
