#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A range in standby is registered and reserved, but not one byte of it is read or written: the
# machine that runs the guest had to provide no page of it. Going online builds its memmap, in both
# layouts, and standby takes it away again; a range can be removed from there.
#
# vm: --mem 4G --dimm 4G@0x140000000 --show-dimms --module '9p?' --module '9pnet_virtio?' --module virtio_pci
# vm: --cmdline 'init_on_alloc=0'
# files: prog:wr module:peer
# files: tests/lib/guest-dimms.sh:/lib/guest-dimms.sh
# touches: 2G
# timeout: 200
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-dimms.sh
. /lib/guest-dimms.sh

# KASAN takes an eighth of what goes online for its shadow, and of a kernel zone part of it for good.
GIB=4
[ $SLOWNESS = 1 ] || GIB=1
SIZE=$((GIB << 30))

# standby_check LAYOUT: the range is known, and nothing else
standby_check() {
	layout_set $BASE $SIZE "$1"
	expect "row of the range in standby" "$(printf '0x%x %s direct %d 0 - standby' $SIZE "$1" $range_usable)" \
		"$(columns ranges 'size layout engine blocks online memmap_pfn state' "$range_start")"
	expect "states and memmaps of its blocks" "standby - - 0 -" \
		"$(columns blocks 'block state zone memmap_pfn tagged memmap_zone' | cut -d' ' -f2- | sort -u)"
	expect "lines of its blocks" $range_blocks "$(columns blocks block | wc -l)"
	expect "its line in iomem" "$(printf '%x-%x' $((BASE)) $((BASE + SIZE - 1))) : mmhp_selfhost (standby)" \
		"$(sed -n 's/^ *\(.*mmhp_selfhost.*\)/\1/p' /proc/iomem)"
	[ ! -e "$MEM/memory$range_last" ] || fail "memory$range_last: expected no device in standby"
}

load
dimms_mount
auto_online offline
baseline_take
expect_provided "at the start" 0 0

for layout in range block; do
	ask probe "$BASE ${GIB}G layout=$layout standby=1"
	standby_check $layout
	expect "MemTotal in standby" "$(cat /tmp/baseline.MemTotal)" "$(mem_total_kib)"
	refused EEXIST probe "$BASE ${GIB}G" "was added here"
	ask offline $BASE
	ask standby $BASE
	standby_check $layout
	ask remove $BASE
	baseline_check
done
expect_provided "after standby alone" 0 0

ask probe "$BASE ${GIB}G standby=1"
ask online "$BASE online_movable"
check_range $BASE $SIZE range online_movable
expect_provided "for the memmap" $((GIB * 16 << 10)) $((SIZE >> 10))
built=$provided
refused EBUSY standby $BASE "memory$((BASE / BLOCK))"
check_range $BASE $SIZE range online_movable
ask offline $BASE
check_range $BASE $SIZE range offline
ask standby $BASE
standby_check range
ask online "$BASE online_kernel"
check_range $BASE $SIZE range online_kernel
ask offline $BASE
ask standby $BASE
ask remove $BASE
baseline_check

# Added as usual, it can go to standby; and from any state it can be removed.
ask probe "$BASE ${GIB}G layout=block"
ask standby $BASE
standby_check block
ask online "$BASE online_movable"
check_range $BASE $SIZE block online_movable
ask remove $BASE
baseline_check

refused EINVAL probe "$BASE ${GIB}G standby=1 online=online_kernel" standby
refused EOPNOTSUPP probe "$BASE ${GIB}G standby=1 engine=core" core
refused ENOENT standby $BASE
baseline_check
echo "$GIB GiB in standby: 0 KiB provided; with its memmap: $built KiB"
