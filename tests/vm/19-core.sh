#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Engine core: the kernel's own memmap_on_memory, with each memmap looked at. What it cannot do it
# refuses, with nothing changed.
#
# vm: --mem 4G --dimm 1G@0x140000000 --cmdline 'memory_hotplug.memmap_on_memory=1'
# files: prog:wr module:peer module:pin
# touches: 640M
# timeout: 120
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((1 << 30))

load
auto_online offline
baseline_take
grep -q "^engine core usable" $MMHP/features || fail "features: expected engine core to be usable"

refused EOPNOTSUPP probe "$BASE 1G engine=core layout=range" layout=block
refused EOPNOTSUPP probe "$BASE 1G engine=core standby=1" standby
refused EOPNOTSUPP probe "$BASE 1G engine=core online=online_kernel" auto_online_blocks
baseline_check

ask probe "$BASE 1G engine=core"
expect "engine and layout" "core block" "$(columns ranges 'engine layout' $BASE)"
check_range $BASE $SIZE block offline
refused EOPNOTSUPP online "$BASE online_movable" auto_online_blocks
refused EEXIST probe "$BASE 1G" "was added here"
for n in $(seq $range_first $range_last); do
	set_state "$n" online_movable
done
check_range $BASE $SIZE block online_movable
ask online "$BASE online_movable"
refused EOPNOTSUPP offline $BASE chmem
[ "$(lsmod | awk '$1 == "mmhp_selfhost" { print $3 }')" != 0 ] || fail "expected the module to be in use"
ask remove $BASE
baseline_check

# The system's way to go online; and a page that is in the way of removal
auto_online online_movable
ask probe "$BASE 1G engine=core online=online_movable"
check_range $BASE $SIZE block online_movable
ask remove $BASE
auto_online online_kernel
ask probe "$BASE 1G engine=core"
check_range $BASE $SIZE block online_kernel
insmod /lib/pin.ko first="$range_pfn" pages="$range_pages" ||
	fail "pin: expected a kernel page inside the range"
refused EBUSY remove $BASE "memory$(($(cat /sys/module/pin/parameters/pfn) / BLOCK_PAGES))" "cannot be moved"
check_range $BASE $SIZE block online_kernel
rmmod pin
ask remove $BASE
baseline_check

# The parameter that is the default of each line
auto_online offline
param engine core
ask probe "$BASE 256M"
expect "engine by the parameter" core "$(field ranges $BASE engine)"
ask remove $BASE
ask probe "$BASE 256M engine=direct"
expect "engine by the line" direct "$(field ranges $BASE engine)"
ask remove $BASE
baseline_check
