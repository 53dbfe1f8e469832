#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# CPUs go off and on for a minute, three of four of them, while ranges are added, onlined, offlined
# and removed, and blocks are switched by hand: no request is refused, nobody waits for ever, and
# all is as it was.
#
# vm: --parallel --mem 4G --dimm 11G@0x140000000 --smp 4
# files: prog:wr module:peer tests/lib/guest-races.sh:/lib/guest-races.sh
# once: trixie-backports
# touches: 1536M
# timeout: 300
# brief: 20
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-races.sh
. /lib/guest-races.sh

RACE_SECONDS=${1:-60}
CPU=/sys/devices/system/cpu
SMALL=0x380000000 # behind 9 GiB

# Nine GiB begin with a host block, which is set up and torn down while CPUs come and go.
large() {
	must $MMHP/probe "$BASE 9G online=offline" &&
		must $MMHP/online "$BASE online_movable" &&
		must $MMHP/offline $BASE &&
		must $MMHP/remove $BASE
}

small() {
	must $MMHP/probe "$SMALL 1G layout=block online=online_movable" &&
		must $MMHP/remove $SMALL
}

cpu() {
	must "$CPU/cpu$1/online" 0
	must "$CPU/cpu$1/online" 1
}

# A block of the range that nobody else touches.
by_hand() {
	must "$MEM/memory$1/state" online_movable &&
		must "$MEM/memory$1/state" offline
}

# no_fair_server: it may still be enqueued on a CPU that goes off, for which 6.12 warns ("Dying CPU not
# properly vacated!", and the printing of that inverts two locks).
no_fair_server() {
	for runtime in /sys/kernel/debug/sched/fair_server/cpu*/runtime; do
		[ ! -e "$runtime" ] || echo 0 >"$runtime"
	done
}

load
auto_online offline
case $(uname -r) in 6.*) no_fair_server ;; esac
expect "CPUs" 0-3 "$(cat $CPU/online)"
baseline_take
ask probe "0x3c0000000 1G layout=block"
race_begin "$RACE_SECONDS"
race CPU cpu 1
race CPU cpu 2
race CPU cpu 3
race large large
race small small
race 'by hand' by_hand "$(block_of 0x3e0000000)"
race_least 6 CPU
race_least 5 large
race_least 8 small
race_least 1 'by hand'
race_end
expect "CPUs" 0-3 "$(cat $CPU/online)"
ask remove 0x3c0000000
baseline_check
