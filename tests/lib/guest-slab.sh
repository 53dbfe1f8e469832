# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# What the VM cases that look for leaks share, behind guest.sh: read from /lib/guest-slab.sh. They need
# prog:slabs and a kernel booted with slab_nomerge.

# slab_take: objects in use from now on
slab_take() {
	slabs >/tmp/slab.was || fail "slabs: expected it to work"
}

slab_settled() {
	slabs >/tmp/slab.now || fail "slabs: expected it to work"
	awk -v most="$1" '
		NR == FNR { was[$1] = $2; next }
		$2 - was[$1] > most { print $1 ": " was[$1] " -> " $2; bad = 1 }
		END { exit bad }' /tmp/slab.was /tmp/slab.now >/tmp/slab.grown
}

# slab_check MOST: since slab_take no cache has grown by more than MOST objects. What waits for a grace
# period in batches of kfree_rcu() is given time.
slab_check() {
	slab_settled "$1" || wait_for 10 slab_settled "$1" ||
		fail "slab caches grew by more than $1: $(cat /tmp/slab.grown)"
}

# slab_repeat COMMAND...: what leaves an object behind each time is found out. Some caches grow by as
# many as SLAB_NOISE at first, whatever is done: their CPUs keep more and more in store (7.2).
SLAB_NOISE=12
slab_repeat() {
	for slab_n in $(seq $((SLAB_NOISE / 2 + SLAB_NOISE + 4))); do
		"$@"
		[ "$slab_n" != $((SLAB_NOISE / 2)) ] || slab_take
	done
	slab_check $SLAB_NOISE
	cat /tmp/slab.grown
}
