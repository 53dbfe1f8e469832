#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# lsmem and chmem of util-linux on a range with a host block, which has no device: lsmem shows the
# blocks that there are and their state, chmem takes them on- and offline by address and by size.
# Going upwards it is refused the boundary block, as long as others are online, and says how far it
# has come; downwards, as it goes by size, it takes all.
#
# vm: --mem 4G --dimm 9G@0x140000000
# files: prog:wr module:peer tool:lsmem tool:chmem
# once: bookworm
# touches: 1G
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((9 << 30))
# It goes online by hand, in one zone.
BOUNDARY_ZONE=Movable

# lsmem_states: how many blocks of the range are in which state, as lsmem has it
lsmem_states() {
	lsmem --all --noheadings --output BLOCK,STATE,ZONES --raw |
		awk -v a=$((range_first)) -v b=$((range_last)) '
		$1 >= a && $1 <= b { n[$2]++ }
		END { print "online=" n["online"] + 0, "offline=" n["offline"] + 0 }'
}

# change STATUS ARG...: chmem ends with it
change() {
	wanted=$1
	shift
	status=0
	chmem "$@" >/tmp/log 2>&1 || status=$?
	expect "status of chmem $*: $(cat /tmp/log)" "$wanted" $status
}

load
auto_online offline
baseline_take
ask probe "$BASE 9G"
layout_set $BASE $SIZE range
expect "host blocks" 1 $range_host_blocks
boundary=$((range_first + range_host_blocks))
whole=$(printf '0x%x-0x%x' $((boundary * BLOCK)) $((BASE + SIZE - 1)))
expect "lsmem, offline" "online=0 offline=$range_usable" "$(lsmem_states)"
lsmem --all --noheadings --output BLOCK --raw >/tmp/blocks
! grep -qx $range_first /tmp/blocks || fail "lsmem: expected no line for the host block $range_first"

change 0 --enable --zone Movable "$whole"
check_range $BASE $SIZE range online_movable
expect "lsmem, online" "online=$range_usable offline=0" "$(lsmem_states)"

# Upwards: the boundary block comes first and stays, all others go (64: partly done).
change 64 --disable "$whole"
expect "lsmem, all but the boundary block offline" "online=1 offline=$((range_usable - 1))" "$(lsmem_states)"
expect "state of the boundary block" online "$(state $boundary)"
explained EBUSY "memory$boundary"
change 0 --disable "$whole"
check_range $BASE $SIZE range offline

# Downwards
change 0 --enable --zone Movable "$whole"
change 0 --disable $((range_usable * BLOCK >> 20))M
check_range $BASE $SIZE range offline
ask remove $BASE
baseline_check
