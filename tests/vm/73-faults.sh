#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Every step of add, online, offline, standby and remove can fail: with each fault point in turn,
# the request is refused with the name of the point, and all is as it was before: /proc/iomem,
# MemTotal, nodes, tiers, zones, memory blocks; nothing is left in the slab caches, and what is
# asked again works. The machine's number of bad pages is as it was, whatever lies in a memmap that was
# never initialised. What is named on the command line are the layouts whose walk is repeated for the
# slab caches, else both.
#
# vm: --mem 4G --dimm 9G@0x140000000:1 --cmdline 'slab_nomerge'
# build: MMHP_FAULT_POINTS=1
# files: prog:wr prog:slabs prog:mark prog:phys module:peer tests/lib/guest-slab.sh:/lib/guest-slab.sh
# files: tests/lib/guest-faults.sh:/lib/guest-faults.sh
# touches: 1G
# brief: range
# timeout: 900
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-slab.sh
. /lib/guest-slab.sh
# shellcheck source=tests/lib/guest-faults.sh
. /lib/guest-faults.sh

# use MIB LAYOUT NODE: the range that all below is about
use() {
	bytes=$(($1 << 20)) layout=$2
	add="$BASE ${1}M layout=$2 node=$3"
}

offline() {
	check_range $BASE $bytes "$layout" offline
}

movable() {
	check_range $BASE $bytes "$layout" online_movable
}

standby() {
	expect "state of the range" standby "$(field ranges $BASE state)"
	baseline_write /tmp/now
	for what in MemTotal blocks nodes tiers zones; do
		expect_same "$what in standby" "/tmp/baseline.$what" "/tmp/now.$what"
	done
}

add_again() {
	ask probe "$add online=online_movable"
}

online_again() {
	ask online "$BASE online_movable"
}

# step by step, from nothing to nothing
round() {
	walk baseline_check never probe "$add online=offline"
	walk offline never online "$BASE online_movable"
	walk movable online_again offline $BASE
	walk offline never standby $BASE
	walk standby never remove $BASE
	baseline_check
}

# from standby, and to a kernel zone
others() {
	walk baseline_check never probe "$add standby=1"
	walk standby never online "$BASE online_kernel"
	ask remove $BASE
	walk baseline_check never probe "$add online=online_kernel"
	ask remove $BASE
	baseline_check
}

# by the shortest way
there_and_back() {
	walk baseline_check never probe "$add online=online_movable"
	walk movable add_again remove $BASE
	baseline_check
}

load
auto_online offline
baseline_take
for layout in block range; do
	use 384 $layout 0
	round
	others
	there_and_back
done

# With host blocks, and on a node that has nothing else
use 9216 range 0
there_and_back
use 384 range 1
BOUNDARY_ZONE=Movable
there_and_back
mapped_check
echo "$faults faults"

quick=yes
[ $# -gt 0 ] || set -- block range
for layout; do
	use 384 "$layout" 0
	slab_repeat round
done
echo "$faults faults"

# Where no memmap is initialised, it holds what its pages held: bits of each kind, anew for each fault.
dirty() {
	expect HardwareCorrupted 4 "$(corrupted_kib)"
	for at in $(seq $((BASE)) $BLOCK $((BASE + bytes - 1))); do
		phys fill "$at" $((6 << 20))
	done
}

mark private 1 >/tmp/pfn &
wait_for 60 grep -q 0x /tmp/pfn
wr $MEM/hard_offline_page $(($(cat /tmp/pfn) * 4096)) || fail "hard offline: expected success"
quick=
for layout in range block; do
	use 384 $layout 0
	dirty
	walk dirty never probe "$add online=offline"
	ask remove $BASE
	dirty
done
echo "$faults faults"
points_are <<-END
	a veto of going offline
	a veto of going online
	add_pages
	alloc_memory_type
	create_memory_block_devices
	half of add_pages
	half of create_memory_block_devices
	init_memory_mapping
	kobject_add
	memory_group_find_by_id
	mhp_init_memmap_on_memory
	mmhp_devices_create
	mmhp_direct_alloc_pieces
	mmhp_direct_build
	mmhp_direct_check_unused
	mmhp_direct_find_group
	mmhp_direct_verify
	mmhp_direct_watch
	mmhp_directory_create
	mmhp_group_register
	mmhp_mapping_add
	mmhp_memmap_verify
	mmhp_node_up
	mmhp_poison_begin
	mmhp_poison_check_want
	mmhp_resource_declare
	mmhp_resource_hold_module
	mmhp_resource_reserve
	mmhp_tier_join
	offline_pages
	online_pages
	try_online_node
	zones
END
