#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A node that has neither CPUs nor memory is brought up by the add, because firmware's table names
# it or because it is asked for, and goes away again with the last of its ranges. A node that cannot
# be is refused and named.
#
# vm: --mem 4G --dimm 1G@0x140000000:1
# files: prog:wr module:peer
# touches: 640M
# timeout: 120
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

NODE=/sys/devices/system/node
HALF=$(printf '0x%x' $((BASE + (512 << 20))))

# linked NODE: each block of the ranges that has a device is linked under the node.
linked() {
	for n in $(columns blocks 'block state' | awk '$2 != "host" { print $1 }'); do
		[ -e "$NODE/node$1/memory$n" ] || fail "node$1: expected a link to memory$n"
	done
}

load
auto_online offline
baseline_take
expect "nodes that could be" 0-1 "$(cat $NODE/possible)"
expect "nodes online" 0 "$(cat $NODE/online)"

ask probe "$BASE 1G node=0"
expect "node of node=0" 0 "$(field ranges $BASE node)"
linked 0
ask remove $BASE
baseline_check

for node in auto 1; do
	ask probe "$BASE 512M node=$node"
	expect "node of node=$node" 1 "$(field ranges $BASE node)"
	ask probe "$HALF 512M node=$node"
	linked 1
	expect "nodes online" 0-1 "$(cat $NODE/online)"
	expect "nodes with memory, nothing online" 0 "$(cat $NODE/has_memory)"
	check_range $BASE $((512 << 20)) range offline

	ask online "$BASE online_movable"
	expect "nodes with memory" 0-1 "$(cat $NODE/has_memory)"
	expect_least "KiB of node 1" $((500 << 10)) "$(awk '/MemTotal/ { print $4 }' $NODE/node1/meminfo)"
	ask remove $BASE
	expect "nodes online, one range left" 0-1 "$(cat $NODE/online)"
	expect "nodes with memory, nothing online" 0 "$(cat $NODE/has_memory)"
	ask remove "$HALF"
	expect "nodes online, no range left" 0 "$(cat $NODE/online)"
	baseline_check
done

refused EINVAL probe "$BASE 1G node=2" "node 2" "possible nodes 0-1"
refused EINVAL probe "$BASE 1G node=4095" "node 4095"
refused EINVAL probe "$BASE 1G node=elsewhere" elsewhere
baseline_check
