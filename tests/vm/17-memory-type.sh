#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A node that a range brings gets the memory type that is asked for, and so its place among the memory
# tiers; a node that has a type keeps it, which is said. Nothing of that is left afterwards, also
# after fifty times. A node that another driver makes forget its type has one again before its last
# memory goes offline, and no type goes while the kernel still has it in a list.
#
# vm: --mem 4G --dimm 1G@0x140000000:1
# files: prog:wr module:peer
# touches: 640M
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

TIERS=/sys/devices/virtual/memory_tiering
HALF=$(printf '0x%x' $((BASE + (512 << 20))))

tiers() {
	(cd $TIERS && grep -H . memory_tier*/nodelist)
}

log_says() {
	dmesg | grep -qF "$1" || fail "the log: expected '$1'"
}

[ -d $TIERS ] || skip "this kernel has no memory tiers"
load
auto_online offline
baseline_take
tiers >/tmp/tiers
expect "tiers at the start" "memory_tier4/nodelist:0" "$(tiers)"

ask probe "$BASE 512M adistance=1000 online=online_movable"
expect "tiers with adistance=1000" "memory_tier4/nodelist:0 memory_tier7/nodelist:1" "$(tiers | xargs)"
expect "distance in force" 1000 "$(field ranges $BASE adistance)"
ask probe "$HALF 512M adistance=2000 online=online_movable"
log_says "adistance=2000 has no effect: node 1 has a memory type already, of distance 1000"
expect "distance in force" 1000 "$(field ranges "$HALF" adistance)"
ask remove $BASE
expect "tiers with one range left" "memory_tier4/nodelist:0 memory_tier7/nodelist:1" "$(tiers | xargs)"
ask remove "$HALF"
expect_same tiers /tmp/tiers "$(tiers >/tmp/tiers.now && echo /tmp/tiers.now)"
baseline_check

ask probe "$BASE 512M online=online_movable"
expect "tiers without a wish" "memory_tier4/nodelist:0-1" "$(tiers)"
expect "distance in force" 576 "$(field ranges $BASE adistance)"
ask remove $BASE
param adistance 1500
ask probe "$BASE 512M online=online_movable"
expect "distance in force, by the parameter" 1500 "$(field ranges $BASE adistance)"
expect "tiers by the parameter" "memory_tier11/nodelist:1 memory_tier4/nodelist:0" "$(tiers | xargs)"
ask remove $BASE
param adistance 0

ask probe "$BASE 512M node=0 adistance=1000 online=online_movable"
log_says "adistance=1000 has no effect: node 0 has a memory type already, of distance 576"
expect "distance in force" 576 "$(field ranges $BASE adistance)"
expect "tiers with node 0" "memory_tier4/nodelist:0" "$(tiers)"
ask remove $BASE

refused EINVAL probe "$BASE 512M adistance=0" "abstract distance"
refused EINVAL probe "$BASE 512M adistance=4294967296" "abstract distance"
refused EINVAL probe "$BASE 512M adistance=far" far

cycle=0
while [ $cycle -lt 50 ]; do
	ask probe "$BASE 128M adistance=$((700 + cycle * 100)) online=online_movable"
	[ -e "$TIERS/memory_tier$(((700 + cycle * 100) / 128))" ] ||
		fail "cycle $cycle: expected memory_tier$(((700 + cycle * 100) / 128)), saw $(tiers | xargs)"
	ask remove $BASE
	cycle=$((cycle + 1))
done
expect_same tiers /tmp/tiers "$(tiers >/tmp/tiers.now && echo /tmp/tiers.now)"
baseline_check
rmmod mmhp_selfhost
expect_same tiers /tmp/tiers "$(tiers >/tmp/tiers.now && echo /tmp/tiers.now)"

kmem() {
	wr $PEER/memtype "$1 1" || fail "memtype $1: expected success"
}

# Twice, as where two devices were on the node
modprobe mmhp_selfhost
for times in 1 2; do
	ask probe "$BASE 512M adistance=1000 online=online_movable"
	for _ in $(seq $times); do
		kmem clear
	done
	ask remove $BASE
	expect_same tiers /tmp/tiers "$(tiers >/tmp/tiers.now && echo /tmp/tiers.now)"
	baseline_check
done

# From here on the kernel has types in its tiers that no node has any more, and reads them.
BASELINE="${BASELINE%%tiers*}${BASELINE##*tiers}"
ask probe "$BASE 512M adistance=1000 online=online_movable"
kmem clear
kmem set
ask remove $BASE
kmem clear
baseline_check
rmmod mmhp_selfhost
tiers
modprobe mmhp_selfhost
tiers

kmem set
ask probe "$BASE 512M adistance=3000 online=online_movable"
kmem clear
ask remove $BASE
baseline_check
rmmod mmhp_selfhost
tiers

# The last, as it may be for ever.
modprobe mmhp_selfhost
ask probe "$BASE 512M online=online_kernel"
log_says "0x140000000 is the only kernel memory of node 1"
