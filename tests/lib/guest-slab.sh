# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# What the VM cases that look for leaks share, behind guest.sh: read from /lib/guest-slab.sh. They need
# prog:slabs and a kernel booted with slab_nomerge. On a debug kernel they leave that to kmemleak, which
# looks at the end: KASAN keeps what is freed for a while.

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

# slab_settles MOST: what waits for a grace period in batches of kfree_rcu() is given time.
slab_settles() {
	slab_settled "$1" || wait_for 10 slab_settled "$1"
}

# slab_check MOST: since slab_take no cache has grown by more than MOST objects.
slab_check() {
	[ "$SLOWNESS" != 1 ] || slab_settles "$1" ||
		fail "slab caches grew by more than $1: $(cat /tmp/slab.grown)"
}

# slab_repeat COMMAND...: what leaves an object behind each time is found out: it does so in each series.
# Some caches grow by as many as SLAB_NOISE or more at first, whatever is done: their CPUs and nodes keep
# more and more in store, up to a limit (7.x).
SLAB_NOISE=12
slab_repeat() {
	[ "$SLOWNESS" = 1 ] || return 0
	slab_times $((SLAB_NOISE / 2)) "$@"
	for _ in 1 2 3; do
		slab_take
		slab_times $((SLAB_NOISE + 4)) "$@"
		! slab_settles $SLAB_NOISE || return 0
		echo "slab caches that grew by more than $SLAB_NOISE: $(cat /tmp/slab.grown)"
	done
	fail "slab caches grow by more than $SLAB_NOISE each time: $(cat /tmp/slab.grown)"
}

# slab_times N COMMAND...
slab_times() {
	slab_n=$1
	shift
	while [ "$slab_n" -gt 0 ]; do
		"$@"
		slab_n=$((slab_n - 1))
	done
}
