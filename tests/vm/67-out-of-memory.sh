#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A minute of a guest that has no memory left: hogs fill it until the kernel kills them, again and
# again, while ranges are added and removed. An add either works or answers ENOMEM and has changed
# nothing; what was added can be removed; the writer is not among those that are killed.
#
# vm: --parallel --mem 512M --dimm 10G@0x140000000
# files: prog:wr prog:fill module:peer tests/lib/guest-races.sh:/lib/guest-races.sh
# once: bookworm
# touches: 2G
# timeout: 300
# brief: 20
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-races.sh
. /lib/guest-races.sh

RACE_SECONDS=${1:-60}

# hog: more than there is. It wants to be killed, and nobody else does.
hog() {
	! sh -c 'echo 1000 >/proc/self/oom_score_adj; exec fill 65536 0 0 1 0' ||
		wrong "fill: expected to be killed, saw success"
} >/dev/null 2>&1

spare_others() {
	for adj in /proc/[0-9]*/oom_score_adj; do
		echo -1000 >"$adj" || :
	done
}

# add LINE: away again at once. What went online, a hog may be on; it moves, or is killed.
add() {
	before_add=$(killed)
	added=yes
	may ENOMEM $MMHP/probe "$BASE $1" || added=''
	[ "$(killed)" = "$before_add" ] || noted 'killed during an add'
	if [ -n "$added" ]; then
		must $MMHP/remove $BASE
	else
		expect "ranges after an add that failed" "" "$(columns ranges start)"
	fi
}

# What goes online keeps the hogs from being killed for a while, so most does not.
adds() {
	for _ in 1 2 3 4; do
		add '9G online=offline'
		add '4G layout=block online=offline'
	done
	add '512M online=online_movable'
	add '512M layout=block online=online_movable'
}

killed() {
	awk '$1 == "oom_kill" { print $2 }' /proc/vmstat
}

load
auto_online offline
spare_others
echo 1 >/proc/sys/vm/overcommit_memory
echo 0 >/proc/sys/vm/oom_dump_tasks
# What an add that failed has mapped stays, for the next one.
BASELINE=${BASELINE% mapped}
baseline_take
before=$(killed)
race_begin "$RACE_SECONDS"
race adds adds
race 'hog was killed' hog
race 'hog was killed' hog
race 'hog was killed' hog
race_least 8 'probe: ok'
race_least 1 adds
race_least 6 'hog was killed'
race_least 1 'killed during an add'
race_end
expect_least "processes that the kernel killed" 6 $(($(killed) - before))
baseline_check
