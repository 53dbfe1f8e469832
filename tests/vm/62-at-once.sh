#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Eight writers at once, for a minute: two that add and remove ranges of their own, two that want the
# same range, one that onlines and one that offlines whole ranges, and two that switch blocks by
# hand. Each request either works or is refused with the errno that is documented for it, and the
# range that two want is had by one at a time.
#
# vm: --parallel --mem 4G --dimm 8G@0x140000000
# files: prog:wr module:peer tests/lib/guest-races.sh:/lib/guest-races.sh
# once: trixie
# touches: 1536M
# timeout: 300
# brief: 20
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-races.sh
. /lib/guest-races.sh

RACE_SECONDS=${1:-60}
FIRST=0x140000000
SECOND=0x1c0000000
SHARED=0x240000000

# own ADDR LAYOUT: a range that nobody else adds or removes.
own() {
	must $MMHP/probe "$1 1G layout=$2 online=online_movable" &&
		must $MMHP/remove "$1"
}

shared() {
	may EEXIST $MMHP/probe "$SHARED 512M online=online_movable" || return
	# Another add must fail while this one has it.
	! may EEXIST $MMHP/probe "$SHARED 256M" || wrong "$SHARED: expected EEXIST for a second add, saw success"
	must $MMHP/remove $SHARED
}

# whole online|offline [HOW]: each range in turn, there or not.
whole() {
	for addr in $FIRST $SECOND $SHARED; do
		may ENOENT "$MMHP/$1" "$addr${2:+ $2}" || :
	done
}

# by_hand STATE: each block of the ranges. EINVAL: it is in that state already; EBUSY: it has to wait
# for the boundary block, or that one for it; the rest: it is gone.
by_hand() {
	for state in "$MEM"/memory[4-9]?/state; do
		[ ! -w "$state" ] ||
			may 'EINVAL|EBUSY|ENODEV|open: ENOENT|open: ENODEV' "$state" "$1" || :
	done
}

load
auto_online offline
baseline_take
race_begin "$RACE_SECONDS"
race 'own, layout range' own $FIRST range
race 'own, layout block' own $SECOND block
race 'shared, one' shared
race 'shared, other' shared
race 'whole online' whole online online_movable
race 'whole offline' whole offline
race 'by hand online' by_hand online_movable
race 'by hand offline' by_hand offline
race_least 8 'own, layout range'
race_least 8 'own, layout block'
race_least 4 'shared, one'
race_least 4 'shared, other'
race_least 10 'online: ok'
race_least 10 'offline: ok'
race_least 3 'state: ok'
race_end
baseline_check
