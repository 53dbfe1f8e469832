#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Sixty times through add, online, offline and remove, by every way there is, and nothing is left:
# memory, blocks, nodes, zones, the I/O map, and the objects in the slab caches.
#
# vm: --mem 4G --dimm 9G@0x140000000 --cmdline 'slab_nomerge'
# files: prog:wr prog:slabs module:peer tests/lib/guest-slab.sh:/lib/guest-slab.sh
# touches: 768M
# timeout: 500
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-slab.sh
. /lib/guest-slab.sh

WARM_UP=12
CYCLES=60

cycle() {
	case $(($1 % 6)) in
	0) size=1 layout=range how=$FOR_KERNEL ;;
	1) size=1 layout=range how=online_movable ;;
	2) size=2 layout=block how=$FOR_KERNEL ;;
	3) size=2 layout=block how=online_movable ;;
	4) size=9 layout=range how=$FOR_KERNEL ;;
	5) size=9 layout=range how=online_movable ;;
	esac
	if [ $(($1 / 6 % 2)) = 0 ]; then
		ask probe "$BASE ${size}G layout=$layout online=offline"
		ask online "$BASE $how"
		ask offline $BASE
	else
		ask probe "$BASE ${size}G layout=$layout online=$how"
	fi
	ask remove $BASE
	baseline_check
}

load
auto_online offline
i=0
baseline_take
while [ $i -lt $WARM_UP ]; do
	cycle $i
	i=$((i + 1))
done
slab_take
while [ $i -lt $CYCLES ]; do
	cycle $i
	i=$((i + 1))
done
# A leak of one object per cycle is the least that must be seen; half of that is noise.
slab_check $(((CYCLES - WARM_UP) / 2))
baseline_check
