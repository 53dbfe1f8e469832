#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Layout block: offset, memmap frame, first usable page, zone and tags of each block are what the
# arithmetic says, for ranges of 4, 8 and 20 GiB; offline, in a kernel zone and movable.
#
# vm: --kaslr --mem 4G --dimm 20G@0x140000000
# files: prog:wr module:peer
# touches: 1G
# timeout: 300
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

load
auto_online offline
baseline_take

for gib in 4 8 20; do
	size=$((gib << 30))
	ask probe "$BASE ${gib}G layout=block"
	check_range $BASE $size block offline
	for how in $HOWS; do
		ask online "$BASE $how"
		check_range $BASE $size block "$how"
		expect "growth of MemTotal in KiB" $(((size - size / 64) / 1024)) \
			$(($(mem_total_kib) - $(cat /tmp/baseline.MemTotal)))
		ask offline $BASE
		check_range $BASE $size block offline
	done
	ask remove $BASE
	baseline_check
	echo "$gib GiB: $range_host host pages, $range_host_blocks host blocks, each block as it should be"
done
