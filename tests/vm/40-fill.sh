#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The memory is good: nine tenths of an added range are filled with words that are all different
# and read again, in the movable zone in both layouts, and in a kernel zone. The pages really come
# from the range, and none of them is a host page. (In the kernel zone the boot memory of that zone,
# 1 GiB, comes first, so that this takes longer and is done for one layout.)
#
# vm: --mem 4G --dimm 2G@0x140000000
# files: prog:wr prog:fill module:peer
# touches: 4G
# timeout: 400
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((2 << 30))

load
auto_online offline
baseline_take

for layout in range block; do
	zones=$HOWS
	[ $layout = range ] || zones=online_movable
	layout_set $BASE $SIZE $layout
	period=$range_pages host=$range_host
	[ $layout = range ] || period=$BLOCK_PAGES host=$((BLOCK_PAGES / 64))
	usable=$((range_pages - range_host))
	for how in $zones; do
		ask probe "$BASE $SIZE layout=$layout online=$how"
		mib=$((usable / 256))
		[ "$how" = online_movable ] || mib=$((mib + 1024))
		seen=$(fill $mib "$range_pfn" "$range_pages" "$period" "$host") ||
			fail "$layout $how: $seen"
		pages=${seen#in_range }
		echo "layout $layout, $how: $pages of $usable usable pages were filled and read again"
		expect_least "pages of the range that were filled" $((usable * 9 / 10)) "$pages"
		check_range $BASE $SIZE $layout "$how"
		ask remove $BASE
		baseline_check
	done
done
