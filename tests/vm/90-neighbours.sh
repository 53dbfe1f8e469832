#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Several ranges: one beside the other, one behind a hole, each online in a way of its own. Any of
# them goes, with blocks of both zones online, and the others are not touched by it.
#
# vm: --mem 4G --dimm 8G@0x140000000
# files: prog:wr prog:fill module:peer
# touches: 3G
# timeout: 300
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

A=0x140000000 # 2 GiB, right before B
B=0x1c0000000 # 1 GiB
C=0x240000000 # 2 GiB, behind a hole of 1 GiB

load
auto_online offline
baseline_take

ask probe "$B 1G layout=block online=online_movable"
ask probe "$C 2G layout=range online=online_movable"
ask probe "$A 2G layout=range online=$FOR_KERNEL"
check_all() {
	check_range $A $((2 << 30)) range "$FOR_KERNEL"
	check_range $B $((1 << 30)) block online_movable
	check_range $C $((2 << 30)) range online_movable
}
check_all

# A with blocks in both zones.
n=$(($(block_of $A) + 3))
set_state $n offline
set_state $n online_movable
set_state $((n + 6)) offline
ask remove $A
check_range $B $((1 << 30)) block online_movable
check_range $C $((2 << 30)) range online_movable

ask probe "$A 2G layout=range online=$FOR_KERNEL"
check_all
ask remove $B
check_range $A $((2 << 30)) range "$FOR_KERNEL"
check_range $C $((2 << 30)) range online_movable
ask probe "$B 1G layout=block online=online_movable"
check_all

# The hole too, and memory of all of them in use.
ask probe "0x200000000 1G online=online_movable"
seen=$(fill 1536 $((A / 4096)) $((6 << 18)) $((6 << 18)) 0) || fail "$seen"
expect_least "pages that came from the ranges" $((1024 * 256)) "${seen#in_range }"
check_all
ask remove 0x200000000
for range in $C $A $B; do
	ask remove "$range"
done
baseline_check
