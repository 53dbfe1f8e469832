#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Time of one write(2) to this module against the kernel's own way with memmap_on_memory, 20 GiB, in
# turn in the same guest, medians of seven: add and leave offline, add and online, offline and remove;
# in layout range, and but for the first also in layout block.
# The kernel tests no memory, and so neither do we; what a sample takes is a tenth of add and online.
#
# vm: --mem 4G --dimm 20G@0x140000000 --cmdline 'memory_hotplug.memmap_on_memory=1'
# files: prog:wr module:peer
# once: trixie
# touches: 3G
# alone: yes
# brief: 3
# timeout: 900
# debug: no, its times would be those of the checks
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((20 << 30))
ROUNDS=${1:-7}

# timed NAME FILE TEXT: one write; its microseconds go to /tmp/time.NAME.
timed() {
	seen=$(wr -t "$2" "$3") || fail "$2 '$3': expected success, saw $seen: $(last_error)"
	echo $((seen / 1000)) >>"/tmp/time.$1"
}

median() {
	sort -n "/tmp/time.$1" | sed -n $((ROUNDS / 2 + 1))p
}

# goal NAME PERCENT [OURS THEIRS]: our median is at most so much of the kernel's, or of that of THEIRS.
goal() {
	set -- "$1" "$2" "${3-ours.$1}" "${4-kernel.$1}"
	ours=$(median "$3") theirs=$(median "$4")
	percent=$((ours * 100 / theirs))
	printf '%s: %d ms against %d ms, ratio %d.%02d, goal 0.%02d\n' \
		"$1" $((ours / 1000)) $((theirs / 1000)) $((percent / 100)) $((percent % 100)) "$2"
	for name in "$3" "$4"; do
		echo "  $name, us: $(sort -n "/tmp/time.$name" | tr '\n' ' ')"
	done
	[ $percent -le "$2" ] || missed="$missed $1"
}

load
param verify none
auto_online offline
# A line on the serial console takes longer than adding ten blocks.
dmesg -n 1

# 6.1 puts the memmap into the memory only if it is asked block by block.
chunk=$SIZE
if wr $PEER/add "0 $BASE $SIZE $SIZE 1"; then
	wr $PEER/remove "$BASE $SIZE $SIZE"
else
	chunk=$BLOCK
fi
baseline_take
echo "the kernel's way: $((SIZE / chunk)) calls"

# A first round that is not measured; the kernel must put its memmap there as we do.
before=$(mem_free_kib)
wr $PEER/add "0 $BASE $SIZE $chunk 1"
expect_least "KiB of free memory with a self-hosted memmap" $((before - 65536)) "$(mem_free_kib)"
wr $PEER/remove "$BASE $SIZE $chunk"
ask probe "$BASE 20G online=offline verify=sample"
ask remove $BASE

# One series: so many rounds, then the goals that it missed in $missed.
series() {
	rm -f /tmp/time.*
	round=0
	while [ $round -lt "$ROUNDS" ]; do
		auto_online offline
		timed kernel.add $PEER/add "0 $BASE $SIZE $chunk 1"
		wr $PEER/remove "$BASE $SIZE $chunk"
		timed ours.add $MMHP/probe "$BASE 20G online=offline"
		ask remove $BASE

		auto_online online_movable
		timed kernel.add-online $PEER/add "0 $BASE $SIZE $chunk 1"
		timed kernel.offline-remove $PEER/remove "$BASE $SIZE $chunk"
		timed ours.add-online $MMHP/probe "$BASE 20G online=online_movable"
		timed ours.offline-remove $MMHP/remove "$BASE"
		timed block.add-online $MMHP/probe "$BASE 20G layout=block online=online_movable"
		timed block.offline-remove $MMHP/remove "$BASE"
		timed sample $MMHP/probe "$BASE 20G verify=sample dry_run=1"
		round=$((round + 1))
	done

	missed=
	goal add 80
	goal add-online 45
	goal block.add-online 45 block.add-online kernel.add-online
	goal sample 10 sample ours.add-online
	case $(uname -r) in
	6.1.*) limit=85 ;;
	*) limit=60 ;;
	esac
	goal offline-remove $limit
	goal block.offline-remove $limit block.offline-remove kernel.offline-remove
}

# The machine below may have been busy: a goal is missed when three series in turn miss one.
for attempt in 1 2 3; do
	echo "series $attempt"
	series
	[ -n "$missed" ] || break
done
baseline_check
[ -z "$missed" ] || fail "goals missed:$missed"
