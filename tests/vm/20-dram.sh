#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# An add takes next to no DRAM: at most 64 KiB per GiB, be it in ranges of 1, 4 or 20 GiB, where the
# kernel's default path takes 16 MiB per GiB. Both are measured in this guest, free pages on the per-CPU
# lists counted, and with nothing left over in the slabs; always for 20 GiB, as a slab of up to 32 KiB may be
# taken for a single object.
#
# vm: --mem 4G --dimm 20G@0x140000000
# files: prog:wr module:peer
# touches: 1536M
# timeout: 240
# debug: no, what KASAN keeps of freed memory for a while would count
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

GIB=20

# spent_kib COMMAND...: what of the free memory is gone after COMMAND.
spent_kib() {
	before=$(mem_free_kib)
	"$@" || fail "$*: expected success"
	spent=$((before - $(mem_free_kib)))
}

# each GIB COMMAND...: for the start of each range, appended to COMMAND
each() {
	gib=$1
	shift
	for n in $(seq 0 $((GIB / gib - 1))); do
		"$@" $((BASE + (n * gib << 30)))
	done
}

# add GIB LAYOUT START
add() {
	ask probe "$3 ${1}G layout=$2"
}

load
auto_online offline
# Once each, for what is allocated at first use.
ask probe "$BASE 1G"
ask remove $BASE
wr $PEER/add "0 $BASE $((1 << 30)) $((1 << 30)) 0"
wr $PEER/remove "$BASE $((1 << 30)) $((1 << 30))"
baseline_take

for gib in 1 4 $GIB; do
	for layout in range block; do
		spent_kib each "$gib" add "$gib" "$layout"
		echo "layout $layout, ranges of $gib GiB: $((spent / GIB)) KiB per GiB"
		expect_most "KiB of DRAM for $GIB GiB in ranges of $gib GiB, layout $layout" $((64 * GIB)) "$spent"
		each "$gib" ask remove
	done
done

spent_kib wr $PEER/add "0 $BASE $((GIB << 30)) $((GIB << 30)) 0"
echo "kernel's default: $spent KiB for $GIB GiB, $((spent / GIB)) KiB per GiB"
expect_least "KiB of DRAM for $GIB GiB by the kernel's default path" $((15 * 1024 * GIB)) $spent
wr $PEER/remove "$BASE $((GIB << 30)) $((GIB << 30))"
baseline_check
