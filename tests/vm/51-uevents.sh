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
	uevents wr "$file" "$request" >/tmp/events || fail "$file '$request': $(last_error)"
	sort /tmp/events >/tmp/seen
	expect_same "uevents of '$request'" /tmp/want /tmp/seen
}

load
auto_online offline
baseline_take

events_of add $MMHP/probe "$BASE 9G"
events_of online $MMHP/online "$BASE online_movable"
events_of offline $MMHP/offline "$BASE"

set_state "$FIRST" online_movable
set_state $((FIRST + 5)) online_movable
events_of online $MMHP/online "$BASE online_movable" "$FIRST" $((FIRST + 5))
set_state $((FIRST + 11)) offline
events_of offline $MMHP/offline "$BASE" $((FIRST + 11))
events_of remove $MMHP/remove "$BASE"
baseline_check
