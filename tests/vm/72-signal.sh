#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A signal to the writer ends a removal that takes long: EINTR, and everything is as it was.
#
# vm: --mem 4G --dimm 4G@0x140000000
# files: prog:wr prog:pipepin module:peer
# touches: 640M
# timeout: 300
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((4 << 30))

load
param offline_timeout 10000
auto_online offline
baseline_take
mkfifo /tmp/pin

for layout in range block; do
	for file in remove offline; do
		ask probe "$BASE 4G layout=$layout online=online_movable"
		layout_set $BASE $SIZE $layout
		pipepin "$range_pfn" "$range_pages" >/tmp/pin &
		pin=$!
		read -r pfn </tmp/pin
		[ "$pfn" != none ] || fail "pipepin: expected a page inside the range"
		block=$((pfn / BLOCK_PAGES))

		wr $MMHP/$file $BASE >/tmp/answer &
		writer=$!
		wait_for 60 grep -q going-offline $MEM/memory$block/state ||
			fail "memory$block: expected going-offline, saw $(state $block)"
		kill -TERM $writer
		wait $writer && fail "$layout $file: expected EINTR, saw success"
		expect "$layout $file" EINTR "$(cat /tmp/answer)"
		explained "$file: EINTR: "
		check_range $BASE $SIZE $layout online_movable

		kill $pin
		wait $pin 2>/dev/null || :
		ask remove $BASE
		baseline_check
	done
done
