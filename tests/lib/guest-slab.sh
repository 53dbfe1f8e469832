# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# What the VM cases that look for leaks share, behind guest.sh: read from /lib/guest-slab.sh. The
# kernel has to be booted with slab_nomerge.

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

slab_take() {
	slab_objects /tmp/slab.was
	slab_objects /tmp/slab.was # the first one opened files of its own
}

slab_settled() {
	slab_objects /tmp/slab.now
	awk -v most="$1" '
		NR == FNR { was[$1] = $2; next }
		$2 - was[$1] > most { print $1 ": " was[$1] " -> " $2; bad = 1 }
		END { exit bad }' /tmp/slab.was /tmp/slab.now >/tmp/slab.grown
}

# slab_check MOST: since slab_take no cache has grown by more than MOST objects.
slab_check() {
	slab_settled "$1" || wait_for 10 slab_settled "$1" ||
		fail "slab caches grew by more than $1: $(cat /tmp/slab.grown)"
}
