#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Engine core: with each fault point in turn the request is refused with the name of the point, and all
# is as it was before; what is asked again works.
#
# vm: --mem 4G --dimm 1G@0x140000000 --cmdline 'slab_nomerge memory_hotplug.memmap_on_memory=1'
# build: MMHP_FAULT_POINTS=1
# files: prog:wr prog:slabs module:peer tests/lib/guest-slab.sh:/lib/guest-slab.sh
# files: tests/lib/guest-faults.sh:/lib/guest-faults.sh
# touches: 640M
# timeout: 400
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-slab.sh
. /lib/guest-slab.sh
# shellcheck source=tests/lib/guest-faults.sh
. /lib/guest-faults.sh

SIZE=$((384 << 20))
ADD="$BASE $SIZE engine=core"

offline() {
	check_range $BASE $SIZE block offline
}

movable() {
	check_range $BASE $SIZE block online_movable
}

round() {
	auto_online offline
	walk baseline_check never probe "$ADD online=offline"
	walk offline never remove $BASE
	auto_online online_movable
	walk baseline_check never probe "$ADD online=online_movable"
	walk movable never online "$BASE online_movable"
	walk movable never remove $BASE
	baseline_check
}

load
baseline_take
round
mapped_check
quick=yes
slab_repeat round
echo "$faults faults"
points_are <<-END
	add_memory_driver_managed
	alloc_memory_type
	kobject_add
	mmhp_core_add
	mmhp_core_join_tier
	mmhp_directory_create
	mmhp_group_register
	mmhp_memmap_verify
	mmhp_resource_hold_module
	offline_and_remove_memory
END
