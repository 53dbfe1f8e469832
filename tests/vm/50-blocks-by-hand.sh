#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Single blocks go on- and offline through sysfs in any order, but for the boundary block of layout
# range, which goes online first and offline last: anything else is refused and says why. Operations
# on the whole range take up whatever was done by hand.
#
# vm: --mem 4G --dimm 4G@0x140000000
# files: prog:wr module:peer
# touches: 640M
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((4 << 30))
FIRST=$(block_of $BASE)

# Every block but the first, in an order that jumps about: 12 and 31 have no common divisor.
others() {
	i=0
	while [ $i -lt 31 ]; do
		echo $((FIRST + 1 + (i * 12 + 5) % 31))
		i=$((i + 1))
	done
}

expect_online() {
	expect "online blocks of the range" "$1" "$(field ranges $BASE online)"
	expect "blocks that sysfs calls online" "$1" \
		"$(for n in $(seq "$FIRST" $((FIRST + 31))); do state "$n"; done | grep -c '^online$' || :)"
}

load
auto_online offline
baseline_take

# By hand alone, layout range.
ask probe "$BASE 4G layout=range"
set_state_refused $((FIRST + 9)) online_kernel "memory$FIRST"
set_state_refused $((FIRST + 1)) online_movable "memory$FIRST"
check_range $BASE $SIZE range offline
set_state "$FIRST" online_movable
done=1
for n in $(others); do
	expect_online $done
	set_state "$n" online_movable
	expect "zone of memory$n" Movable "$(zone "$n")"
	done=$((done + 1))
done
BOUNDARY_ZONE=Movable
check_range $BASE $SIZE range online_movable
set_state_refused "$FIRST" offline "memory$FIRST"
check_range $BASE $SIZE range online_movable
BOUNDARY_ZONE=Normal
for n in $(others | sort -r); do
	set_state "$n" offline
	done=$((done - 1))
	expect_online $done
done
set_state "$FIRST" offline
check_range $BASE $SIZE range offline

# By hand first, the whole range after that: what is online stays so, but must be in the zone that
# is asked for.
set_state "$FIRST" online_kernel
set_state $((FIRST + 7)) online_kernel
set_state $((FIRST + 20)) online_movable
refused EBUSY online "$BASE online_movable" "memory$FIRST"
set_state $((FIRST + 7)) offline
set_state $((FIRST + 20)) offline
set_state "$FIRST" offline
set_state "$FIRST" online_movable
set_state $((FIRST + 7)) online_kernel
set_state $((FIRST + 20)) online_movable
refused EBUSY online "$BASE online_movable" "memory$((FIRST + 7))"
refused EBUSY online "$BASE online_kernel" "memory$FIRST"
expect_online 3
expect "zone of memory$((FIRST + 7))" Normal "$(field blocks $((FIRST + 7)) zone)"
expect "zone of memory$((FIRST + 20))" Movable "$(field blocks $((FIRST + 20)) zone)"
set_state $((FIRST + 7)) offline
ask online "$BASE online_movable"
BOUNDARY_ZONE=Movable
check_range $BASE $SIZE range online_movable
BOUNDARY_ZONE=Normal
set_state $((FIRST + 3)) offline
set_state $((FIRST + 31)) offline
expect_online 30
ask offline $BASE
check_range $BASE $SIZE range offline

# The whole range first, then by hand, then its removal with some online and some not.
ask online "$BASE $FOR_KERNEL"
set_state $((FIRST + 16)) offline
set_state $((FIRST + 16)) online_movable
set_state $((FIRST + 17)) offline
expect_online 31
ask remove $BASE
baseline_check

# Layout block knows no order.
ask probe "$BASE 4G layout=block"
set_state $((FIRST + 9)) online_movable
set_state "$FIRST" online_movable
set_state "$FIRST" offline
set_state $((FIRST + 31)) online_movable
expect_online 2
ask online "$BASE online_movable"
check_range $BASE $SIZE block online_movable
set_state "$FIRST" offline
expect_online 31
ask remove $BASE
baseline_check
