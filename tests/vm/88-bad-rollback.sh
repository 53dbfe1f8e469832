#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A removal that fails when a block with bad memory is offline already: that block stays offline, and
# the log says so; all others are online again.
#
# vm: --mem 4G --dimm 2G@0x140000000 --cmdline 'init_on_alloc=0'
# files: prog:wr prog:fill module:peer module:pin
# touches: 1G
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

FIRST=$(block_of $BASE)
LAST=$((FIRST + 15))

load
param offline_timeout 3
auto_online offline
baseline_take

for layout in range block; do
	ask probe "$BASE 2G layout=$layout online=online_kernel"
	insmod /lib/pin.ko first=$(((FIRST + 1) * BLOCK_PAGES)) pages=$((12 * BLOCK_PAGES)) ||
		fail "pin: expected a kernel page inside the range"
	pinned=$(($(cat /sys/module/pin/parameters/pfn) / BLOCK_PAGES))
	wr $MEM/hard_offline_page $((LAST * BLOCK + (BLOCK / 2))) >/dev/null || fail "hard offline: expected success"
	expect "bad pages" "$LAST 1" "$(bad_pages)"

	dmesg -c >/dev/null
	refused EBUSY remove $BASE "memory$pinned"
	dmesg | grep -q "memory$LAST stays offline: it holds bad memory" ||
		fail "kernel log: expected that memory$LAST stays offline"
	expect "state of memory$LAST" offline "$(state $LAST)"
	for n in $(seq "$FIRST" $((LAST - 1))); do
		expect "state of memory$n" online "$(state "$n")"
		expect "zone of memory$n" Normal "$(zone "$n")"
	done
	expect "bad pages" "$LAST 1" "$(bad_pages)"
	refused EHWPOISON online "$BASE online_kernel" "memory$LAST"

	rmmod pin
	ask remove $BASE
	expect "HardwareCorrupted after removal" 0 "$(corrupted_kib)"
	baseline_check
done
