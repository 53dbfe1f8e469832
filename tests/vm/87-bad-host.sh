#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A host page that is bad memory, in a boundary block, in a host block, or at the head of a block in
# layout block: the kernel cannot free it, and says so; it is seen in `blocks`; the range goes offline
# and away, but not online again, nor to standby, and nobody forgets it before.
#
# vm: --mem 4G --dimm 9G@0x140000000
# files: prog:wr prog:fill module:peer
# touches: 1G
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

FIRST=$(block_of $BASE)

# case_of SIZE LAYOUT BLOCK: one of the host pages that BLOCK begins with goes bad.
case_of() {
	ask probe "$BASE $1 layout=$2 online=online_movable"
	layout_set $BASE "$1" "$2"
	bad=$3 where="layout $2, memory$3"
	addr=$((bad * BLOCK + 4096))
	expect "soft offline of a host page" EIO "$(wr $MEM/soft_offline_page $addr)"
	expect "$where: bad pages" "" "$(bad_pages)"
	expect "hard offline of a host page" EBUSY "$(wr $MEM/hard_offline_page $addr)"
	expect "hard offline once more" EHWPOISON "$(wr $MEM/hard_offline_page $addr)"
	expect "$where: bad pages" "$bad 1" "$(bad_pages)"
	check_range $BASE "$1" "$2" online_movable
	seen=$(fill 64 "$range_pfn" "$range_pages" "$range_pages" 0) || fail "$seen"

	ask offline $BASE
	check_range $BASE "$1" "$2" offline
	expect "$where: bad pages, offline" "$bad 1" "$(bad_pages)"
	expect "HardwareCorrupted" 4 "$(corrupted_kib)"
	refused EHWPOISON online "$BASE online_movable" "memory$bad" "bad memory (1 of"
	refused EHWPOISON standby $BASE "memory$bad"
	check_range $BASE "$1" "$2" offline
}

# refused_by_hand BLOCK
refused_by_hand() {
	seen=$(wr "$MEM/memory$1/state" online_movable) && fail "memory$1 by hand: expected EHWPOISON, saw success"
	expect "memory$1 by hand" EHWPOISON "$seen"
}

case_done() {
	ask remove $BASE
	expect "$where: HardwareCorrupted after removal" 0 "$(corrupted_kib)"
	dmesg | grep -q "memory$bad goes with bad memory (1 of" ||
		fail "kernel log: expected a word about memory$bad"
	dmesg -c >/dev/null
	baseline_check
	echo "$where: done"
}

load
auto_online offline
baseline_take

case_of $((1 << 30)) range "$FIRST"
refused_by_hand "$FIRST"
case_done

case_of $((9 << 30)) range "$FIRST"
refused_by_hand $((FIRST + 1))
explained "memory$FIRST, a host block,"
case_done

case_of $((9 << 30)) range $((FIRST + 1))
refused_by_hand $((FIRST + 1))
case_done

# In layout block others go on.
case_of $((1 << 30)) block $((FIRST + 3))
refused_by_hand $((FIRST + 3))
set_state $((FIRST + 4)) online_movable
expect "online blocks" 1 "$(field ranges $BASE online)"
case_done
