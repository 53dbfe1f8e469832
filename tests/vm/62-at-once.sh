#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Several writers at once: two that add and remove ranges of their own, two that want the same
# range, and one that switches blocks by hand while the ranges come and go. Each request either
# works or is refused with a documented errno, and the range that two want is had by one at a time.
#
# vm: --mem 4G --dimm 8G@0x140000000
# files: prog:wr module:peer
# touches: 1536M
# timeout: 300
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

CYCLES=15
SHARED=0x240000000

# may ERRNO|...  FILE REQUEST: 0 when it was accepted, 1 when it was refused as it may be.
may() {
	seen=$(wr "$2" "$3") && return
	case "|$1|" in
	*"|$seen|"*) return 1 ;;
	esac
	echo "$2 '$3': expected success or $1, saw $seen" >>/tmp/wrong
	return 1
}

# own ADDR LAYOUT HOW: a range that nobody else adds or removes.
own() {
	n=0
	while [ $n -lt $CYCLES ]; do
		may '' $MMHP/probe "$1 2G layout=$2 online=$3" || :
		may '' $MMHP/remove "$1" || :
		n=$((n + 1))
	done
}

shared() {
	n=0
	while [ $n -lt $CYCLES ]; do
		if may EEXIST $MMHP/probe "$SHARED 2G online=online_movable"; then
			# Another add must fail while this one has it.
			if may EEXIST $MMHP/probe "$SHARED 1G"; then
				echo "$SHARED: expected EEXIST for a second add, saw success" >>/tmp/wrong
			fi
			may '' $MMHP/remove "$SHARED" || :
			echo had >>/tmp/had
		fi
		n=$((n + 1))
	done
}

by_hand() {
	while [ -e /tmp/go ]; do
		for state in "$MEM"/memory[4-9]?/state; do
			[ ! -w "$state" ] || may 'EBUSY|EINVAL|ENODEV|EINTR|open: ENOENT|open: ENODEV' \
				"$state" "$1" || :
		done
	done
}

load
auto_online offline
baseline_take
: >/tmp/wrong
: >/tmp/had
: >/tmp/go
by_hand online_movable &
toggler=$!
own 0x140000000 range online_movable &
first=$!
own 0x1c0000000 block online_movable &
second=$!
shared &
third=$!
shared
wait $first $second $third
rm /tmp/go
wait $toggler
[ ! -s /tmp/wrong ] || fail "$(sort /tmp/wrong | uniq -c)"
echo "the shared range was had $(grep -c had /tmp/had) times"
expect_least "times that the shared range was had" 2 "$(grep -c had /tmp/had)"
baseline_check
