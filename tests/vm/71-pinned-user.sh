#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A page of the movable zone that a pipe holds can't be moved for as long as the pipe lives:
# `remove` gives up with EBUSY when offline_timeout is over, names the block, and all is as it was.
#
# vm: --mem 4G --dimm 4G@0x140000000
# files: prog:wr prog:fill prog:pipepin module:peer
# touches: 2G
# timeout: 300
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((4 << 30))

seconds() {
	cut -d. -f1 /proc/uptime
}

load
param offline_timeout $((3 * SLOWNESS))
auto_online offline
baseline_take
mkfifo /tmp/pin

for layout in range block; do
	ask probe "$BASE 4G layout=$layout online=online_movable"
	layout_set $BASE $SIZE $layout
	pipepin "$range_pfn" "$range_pages" >/tmp/pin &
	pid=$!
	read -r pfn </tmp/pin
	[ "$pfn" != none ] || fail "pipepin: expected a page inside the range"
	block=$((pfn / BLOCK_PAGES))

	start=$(seconds)
	refused EBUSY remove $BASE "memory$block" "offline_timeout is $((3 * SLOWNESS)) s"
	echo "layout $layout: gave up after $(($(seconds) - start)) s"
	expect_least "seconds until remove gave up" $((3 * SLOWNESS - 1)) $(($(seconds) - start))
	# 3 s, a second for each GiB, and as much again for a slow machine.
	expect_most "seconds until remove gave up" $((14 * SLOWNESS)) $(($(seconds) - start))
	check_range $BASE $SIZE $layout online_movable
	seen=$(fill 512 "$range_pfn" "$range_pages" "$range_pages" 0) || fail "$seen"

	kill $pid
	wait $pid 2>/dev/null || :
	ask remove $BASE
	baseline_check
done
