#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Sixty times through add, online, offline and remove, by every way there is, and nothing is left:
# memory, blocks, nodes, zones, the I/O map, and the objects in the slab caches.
#
# vm: --mem 4G --dimm 9G@0x140000000 --cmdline 'slab_nomerge'
# files: prog:wr module:peer
# touches: 768M
# timeout: 500
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

WARM_UP=12
CYCLES=60

# slab_objects FILE: objects in use in the caches that the kernel's kmalloc() takes from. Dropping
# reclaimable objects frees what waits in batches of kfree_rcu(), one for each file of sysfs that was
# open; shrinking gives back what the CPUs keep.
slab_objects() {
	echo 2 >/proc/sys/vm/drop_caches
	for cache in /sys/kernel/slab/kmalloc-*; do
		echo 1 >"$cache/shrink"
	done
	awk '/^kmalloc-/ { print $1, $2 }' /proc/slabinfo >"$1"
}

# A leak of one object per cycle is the least that must be seen; half of that is noise.
slab_settled() {
	slab_objects /tmp/slab.now
	awk -v most=$(((CYCLES - WARM_UP) / 2)) '
		NR == FNR { was[$1] = $2; next }
		$2 - was[$1] > most { print $1 ": " was[$1] " -> " $2; bad = 1 }
		END { exit bad }' /tmp/slab.warm /tmp/slab.now >/tmp/slab.grown
}

cycle() {
	case $(($1 % 6)) in
	0) size=1 layout=range how=online_kernel ;;
	1) size=1 layout=range how=online_movable ;;
	2) size=2 layout=block how=online_kernel ;;
	3) size=2 layout=block how=online_movable ;;
	4) size=9 layout=range how=online_kernel ;;
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
slab_objects /tmp/slab.warm
slab_objects /tmp/slab.warm # the first one opened files of its own
while [ $i -lt $CYCLES ]; do
	cycle $i
	i=$((i + 1))
done
slab_settled || wait_for 10 slab_settled || fail "slab caches grew: $(cat /tmp/slab.grown)"
baseline_check
