#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A kernel page in the range, which nothing can move: `remove` and `offline` answer EBUSY, name the
# block, leave everything as it was, and the memory works on. Once the page is free, `remove` works.
#
# vm: --mem 4G --dimm 9G@0x140000000 --cmdline 'init_on_alloc=0'
# files: prog:wr prog:fill module:peer module:pin
# touches: 2G
# timeout: 300
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

# With a host block, but on a debug kernel, which may put pages of its own into any block as well, and keep
# them: there the second range is another one.
GIB=9 in_the_way=yes
[ "$FOR_KERNEL" = online_kernel ] || GIB=1 in_the_way=maybe
SIZE=$((GIB << 30))

load
param offline_timeout 3
auto_online offline
baseline_take

for layout in range block; do
	ask probe "$BASE ${GIB}G layout=$layout online=online_kernel"
	layout_set $BASE $SIZE $layout
	insmod /lib/pin.ko first="$range_pfn" pages="$range_pages" ||
		fail "pin: expected a kernel page inside the range"
	block=memory$(($(cat /sys/module/pin/parameters/pfn) / BLOCK_PAGES))
	[ $in_the_way = yes ] || block=memory
	for file in remove offline; do
		refused EBUSY $file $BASE "$block"
		check_range $BASE $SIZE $layout online_kernel
	done
	seen=$(fill 512 "$range_pfn" "$range_pages" "$range_pages" 0) || fail "$seen"
	rmmod pin
	if [ $in_the_way = maybe ]; then
		BASE=0x200000000
		continue
	fi
	ask remove $BASE
	baseline_check
done
