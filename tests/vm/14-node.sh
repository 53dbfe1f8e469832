#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Memory of a node that has none yet: the node appears with the range and goes with it, twice.
# (Onlined as movable: the slab allocator of newer kernels puts pages on a new node's kernel zone
# at once, and then no block of it can be emptied.)
#
# vm: --mem 1G --dimm 4G@0x140000000:1
# files: prog:wr module:peer
# touches: 640M
# timeout: 180
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

NODE=/sys/devices/system/node

load
auto_online offline
baseline_take
expect "nodes with memory" 0 "$(cat $NODE/has_memory)"

for layout in range block; do
	ask probe "$BASE 4G layout=$layout node=auto"
	check_range $BASE $((4 << 30)) $layout offline
	expect "node of the range" 1 "$(field ranges $BASE node)"
	for n in $(columns blocks 'block state' | awk '$2 != "host" { print $1 }'); do
		[ -e "$NODE/node1/memory$n" ] || fail "node1: expected a link to memory$n"
	done
	# The boundary block of layout range would be a kernel block: leave it out of this.
	if [ $layout = block ]; then
		ask online "$BASE online_movable"
		check_range $BASE $((4 << 30)) $layout online_movable
		expect "nodes with memory" 0-1 "$(cat $NODE/has_memory)"
	fi
	ask remove $BASE
	baseline_check
done
