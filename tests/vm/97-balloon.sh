#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Where a balloon driver takes what goes online from the page allocator, as those of Hyper-V and Xen do,
# nothing is added, and what was added before cannot go online; both say who it is. Without it
# all works again.
#
# vm: --mem 4G --dimm 1G@0x140000000
# files: prog:wr module:peer
# touches: 640M
# timeout: 120
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((1 << 30))

balloon() {
	wr $PEER/balloon "$1" || fail "balloon $1: expected success"
}

load
auto_online offline
baseline_take

balloon 1
for layout in range block; do
	for how in offline online_movable online_kernel; do
		refused EOPNOTSUPP probe "$BASE 1G layout=$layout online=$how" peer_online_page
	done
	refused EOPNOTSUPP probe "$BASE 1G layout=$layout dry_run=1" peer_online_page
	baseline_check
done

balloon 0
for layout in range block; do
	ask probe "$BASE 1G layout=$layout"
	balloon 1
	refused EOPNOTSUPP online "$BASE online_movable" peer_online_page
	check_range $BASE $SIZE $layout offline
	seen=$(wr "$MEM/memory$(block_of $BASE)/state" online_movable) &&
		fail "a block's state: expected that it cannot go online"
	expect "what the block's state says" EOPNOTSUPP "$seen"
	explained "memory$(block_of $BASE)" peer_online_page
	check_range $BASE $SIZE $layout offline

	ask remove $BASE
	ask probe "$BASE 1G layout=$layout standby=1"
	refused EOPNOTSUPP online "$BASE online_movable" peer_online_page
	expect "state of the range" standby "$(field ranges $BASE state)"
	expect "microseconds that a test of its memory took" 0 "$(cat "$SYSFS/$BASE/timing/verify_us")"
	balloon 0
	ask online "$BASE online_movable"
	check_range $BASE $SIZE $layout online_movable
	ask remove $BASE
	baseline_check
done
