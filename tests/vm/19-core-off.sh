#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Engine core on a kernel that was not booted for it: the request is refused with the boot parameter
# that would help, and nothing is left in DRAM. `features` and a dry run say so beforehand.
#
# vm: --mem 1G --dimm 1G@0x140000000
# files: prog:wr module:peer
# touches: 640M
# timeout: 60
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

load
for online in offline online_movable; do
	auto_online $online
	baseline_take
	refused EOPNOTSUPP probe "$BASE 1G engine=core" memory_hotplug.memmap_on_memory=1
	refused EOPNOTSUPP probe "$BASE 1G engine=core dry_run=1" memory_hotplug.memmap_on_memory=1
	baseline_check
done
grep -q 'engine core unusable: .*memory_hotplug.memmap_on_memory=1' $MMHP/features ||
	fail "features: expected engine core unusable, saw: $(grep engine $MMHP/features)"
