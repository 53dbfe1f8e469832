#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Each allocation of memory fails once that add, online, offline, standby and remove make, in the module
# or in what they call: the request is refused and all is as it was, or it works in spite of that. For
# debug kernels.
#
# vm: --mem 4G --dimm 1G@0x140000000 --cmdline 'slab_nomerge' --ignore-report '[ ]add_pages\+0x'
# files: prog:wr prog:failnth module:peer tests/lib/guest-faults.sh:/lib/guest-faults.sh
# touches: 1G
# timeout: 1200
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-faults.sh
. /lib/guest-faults.sh

# What the kernel does not survive is left out: add_pages() warns, which is expected here, but whoever
# needs a page for the table of a direct mapping does not look at what it gets (alloc_low_pages()). None
# is needed where a neighbour in the same GiB keeps the table. In layout block only slab objects fail. A
# node that has to be brought up is a BUG() (__try_online_node()). Each block has its own allocations,
# so that there are no more than two.
SIZE=$((2 * BLOCK))
NEIGHBOUR=$(printf '0x%x' $((BASE + (512 << 20))))

for kind in failslab fail_page_alloc; do
	if [ ! -e /proc/self/fail-nth ] || [ ! -d /sys/kernel/debug/$kind ]; then
		skip "this kernel cannot make allocations fail ($kind, /proc/self/fail-nth)"
	fi
	# All allocations, also those that may wait, which are the most
	echo N >/sys/kernel/debug/$kind/ignore-gfp-wait
	echo 1 >/sys/kernel/debug/$kind/verbose
done

# page_order N: pages of this order and above fail.
page_order() {
	echo "$1" >/sys/kernel/debug/fail_page_alloc/min-order
}

# In place of that of guest-faults.sh; what failed is in the kernel's log. Every sentence has a blank.
point=' '
fault() {
	answer=$(failnth "$1" "$MMHP/$2" "$3")
}

use() {
	layout=$1
	add="$BASE $SIZE layout=$1 node=0"
}

offline() {
	check_range $BASE $SIZE "$layout" offline
}

movable() {
	check_range $BASE $SIZE "$layout" online_movable
}

standby() {
	expect "state of the range" standby "$(field ranges $BASE state)"
	baseline_write /tmp/now
	for what in MemTotal blocks nodes zones; do
		expect_same "$what in standby" "/tmp/baseline.$what" "/tmp/now.$what"
	done
}

# What a request that succeeded has brought about, and back
added() {
	offline
	ask remove $BASE
}

reserved() {
	standby
	ask remove $BASE
}

onlined() {
	movable
	ask offline $BASE
}

offlined() {
	offline
	ask online "$BASE online_movable"
}

put_off() {
	standby
	ask online $BASE
	ask offline $BASE
}

raised() {
	movable
	ask offline $BASE
	ask standby $BASE
}

removed() {
	unchanged_check
	ask probe "$add online=online_movable"
}

load
auto_online offline
ask probe "$NEIGHBOUR layout=block"
baseline_take
for layout in range block; do
	use "$layout"
	page_order 0
	[ "$layout" = range ] || page_order 11
	walk unchanged_check added probe "$add online=offline"
	walk offline onlined online "$BASE online_movable"
	walk movable offlined offline $BASE
	walk offline put_off standby $BASE
	walk standby raised online "$BASE online_movable"
	walk movable removed remove $BASE
	walk unchanged_check reserved probe "$add standby=1"
	ask remove $BASE
	unchanged_check
done
mapped_check
ask remove "$NEIGHBOUR"
echo "$faults faults"
expect_least faults 100 $faults
