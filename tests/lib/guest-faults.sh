# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# What the VM cases that make requests fail share, behind guest.sh: read from /lib/guest-faults.sh.

# An add that fails leaves its direct mapping behind, for the next one that succeeds: see mapped_check.
BASELINE=${BASELINE% mapped}

faults=0
: >/tmp/points
# Not empty: only the verdict of each request is looked at.
quick=

# fault N FILE REQUEST: a request in which the Nth fault point that it passes fails. Sets answer, and
# point to the name of that point; fails where the request passes fewer points. The module is built
# with MMHP_FAULT_POINTS=1.
fault() {
	param fail_point "$1"
	answer=$(wr "$MMHP/$2" "$3") && answer=success
	read -r left point </sys/module/mmhp_selfhost/parameters/fail_point
	param fail_point 0
	[ "$left" = 0 ]
}

# walk BEFORE AGAIN FILE REQUEST: make a request fail in each way there is, one at a time, until it
# passes without. Whenever it fails, error_log says where, and the command BEFORE finds all as it was.
# Where it succeeds in spite of a fault, AGAIN brings back what was.
walk() {
	walk_n=1
	while fault $walk_n "$3" "$4"; do
		echo "$point" >>/tmp/points
		[ -n "$quick" ] || echo "$3 '$4': fault $walk_n, $point: $answer"
		if [ "$answer" = success ]; then
			$2
		elif [ -z "$quick" ]; then
			explained "$point"
			$1
		fi
		walk_n=$((walk_n + 1))
	done
	faults=$((faults + walk_n - 1))
	expect "$3 '$4' without a fault" success "$answer"
	! dmesg | grep -E 'cannot be undone|not as it was|still mapped' ||
		fail "$3 '$4': expected all to be undone"
}

# points_are: the points that have failed are those on standard input, one on a line.
points_are() {
	sort >/tmp/points.want
	sed 's/ \[mmhp_selfhost\]$//' /tmp/points | sort -u >/tmp/points.seen
	expect_same "fault points" /tmp/points.want /tmp/points.seen
}

# never: for a request that no fault may pass over.
never() {
	fail "expected the request to fail"
}

# mapped_check: nothing is left of the direct mapping either, once an add of it has succeeded and is undone.
mapped_check() {
	expect "KiB of the direct mapping" "$(cat /tmp/baseline.mapped)" "$(mapped_kib)"
}
