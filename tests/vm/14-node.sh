#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Memory whose firmware table names a node that is not online goes to the nearest node that is; a
# node that is asked for by number has to be online, and is named where it is not.
#
# vm: --mem 4G --dimm 1G@0x140000000:1
# files: prog:wr module:peer
# touches: 640M
# timeout: 120
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

NODE=/sys/devices/system/node

load
auto_online offline
baseline_take
expect "nodes that could be" 0-1 "$(cat $NODE/possible)"
expect "nodes online" 0 "$(cat $NODE/online)"

for node in auto 0; do
	ask probe "$BASE 1G node=$node"
	check_range $BASE $((1 << 30)) range offline
	expect "node=$node" 0 "$(field ranges $BASE node)"
	for n in $(columns blocks 'block state' | awk '$2 != "host" { print $1 }'); do
		[ -e "$NODE/node0/memory$n" ] || fail "node0: expected a link to memory$n"
	done
	ask remove $BASE
done

refused EINVAL probe "$BASE 1G node=1" "node 1"
refused EINVAL probe "$BASE 1G node=4095" "node 4095"
refused EINVAL probe "$BASE 1G node=elsewhere" elsewhere
baseline_check
