#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# User space sees what it would see from the kernel: one add, online, offline and remove event per
# block, no matter whether a block changed by hand or with the whole range, and none for a block
# that did not change.
#
# vm: --mem 4G --dimm 9G@0x140000000
# files: prog:wr prog:uevents module:peer
# touches: 768M
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

FIRST=$(($(block_of $BASE) + 1)) # 9 GiB begin with a host block
LAST=$((FIRST + 70))

# events_of ACTION FILE REQUEST SKIPPED...: REQUEST sends ACTION for each block but the SKIPPED.
events_of() {
	action=$1 file=$2 request=$3
	shift 3
	for n in $(seq "$FIRST" "$LAST"); do
		case " $* " in
		*" $n "*) ;;
		*) echo "$action memory$n" ;;
		esac
	done | sort >/tmp/want
	uevents_are "$file" "$request"
}

# uevents_are FILE REQUEST: those of REQUEST are the lines of /tmp/want.
uevents_are() {
	uevents wr "$1" "$2" >/tmp/events || fail "$1 '$2': $(last_error)"
	sort /tmp/events >/tmp/seen
	expect_same "uevents of '$2'" /tmp/want /tmp/seen
}

# by_hand ACTION BLOCK STATE: one block that is changed by hand sends ACTION for itself.
by_hand() {
	echo "$1 memory$2" >/tmp/want
	uevents_are "$MEM/memory$2/state" "$3"
	expect "state of memory$2" "${3%_*}" "$(state "$2")"
}

load
auto_online offline
baseline_take

events_of add $MMHP/probe "$BASE 9G"
events_of online $MMHP/online "$BASE online_movable"
events_of offline $MMHP/offline "$BASE"

by_hand online "$FIRST" online_movable
by_hand online $((FIRST + 5)) online_movable
events_of online $MMHP/online "$BASE online_movable" "$FIRST" $((FIRST + 5))
by_hand offline $((FIRST + 11)) offline
events_of offline $MMHP/offline "$BASE" $((FIRST + 11))
events_of remove $MMHP/remove "$BASE"
baseline_check
