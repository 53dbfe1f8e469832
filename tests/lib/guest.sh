# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# What the VM cases share: runs inside the guest, in busybox sh, from /lib/guest.sh.

MMHP=/sys/kernel/debug/mmhp
# shellcheck disable=SC2034 # for the cases
SYSFS=/sys/kernel/mmhp
PEER=/sys/kernel/debug/peer
MEM=/sys/devices/system/memory
BLOCK=$((0x$(cat $MEM/block_size_bytes)))
BLOCK_PAGES=$((BLOCK / 4096))

# Where `--dimm SIZE@0x140000000` puts memory that the guest's kernel leaves alone. With `--mem 4G`
# this begins right behind the boot memory, of which 1 GiB is ZONE_NORMAL. In a guest without any
# the kernel takes all it needs from added ZONE_NORMAL memory first, which then never goes again.
# shellcheck disable=SC2034 # for the cases
BASE=0x140000000

# --- verdicts ---------------------------------------------------------------------------------

fail() {
	echo "FAIL: $*"
	exit 1
}

skip() {
	echo "SKIP: $*"
	exit 77
}

# expect WHAT WANTED SEEN
expect() {
	[ "$2" = "$3" ] || fail "$1: expected '$2', saw '$3'"
}

# expect_most WHAT LIMIT SEEN
expect_most() {
	[ "$3" -le "$2" ] || fail "$1: expected at most $2, saw $3"
}

# expect_least WHAT LIMIT SEEN
expect_least() {
	[ "$3" -ge "$2" ] || fail "$1: expected at least $2, saw $3"
}

# expect_same WHAT WANTED_FILE SEEN_FILE
expect_same() {
	diff -u "$2" "$3" >/tmp/diff || fail "$1: expected (-) is not what was seen (+):
$(head -n 40 /tmp/diff)"
}

# A debug kernel is slower, and keeps notes on memory in DRAM: KASAN takes an eighth of what goes online.
# It takes that from the range, too, once the range is the kernel's to use, and a block that holds such
# notes does not go offline again. HOWS are the ways to go online of memory that a case wants back, and
# FOR_KERNEL the first of them.
SLOWNESS=1 HOWS='online_kernel online_movable'
[ ! -e /proc/lockdep_stats ] || SLOWNESS=8 HOWS=online_movable
# shellcheck disable=SC2034 # for the cases
FOR_KERNEL=${HOWS%% *}

# wait_for SECONDS COMMAND...: until COMMAND succeeds; fails if it has not within SECONDS, or on
# a debug kernel within SLOWNESS times as long.
wait_for() {
	wait_end=$(($(cut -d. -f1 /proc/uptime) + $1 * SLOWNESS))
	shift
	until "$@" >/dev/null 2>&1; do
		[ "$(cut -d. -f1 /proc/uptime)" -le "$wait_end" ] || return 1
	done
}

# On a failure, what is needed to understand it.
guest_exit() {
	rc=$?
	[ $rc -ne 0 ] && [ $rc -ne 77 ] || return 0
	for name in ranges error_log; do
		[ ! -e $MMHP/$name ] || { echo "--- $name" && tail -n 12 $MMHP/$name; }
	done
	echo "--- dmesg"
	dmesg | tail -n 12
}
trap guest_exit EXIT

# --- the module's files -----------------------------------------------------------------------

# load: the module, and before it the peer, which makes sure that the kernel has its own pages.
load() {
	insmod /lib/peer.ko || fail "insmod /lib/peer.ko: expected it to load"
	modprobe mmhp_selfhost || fail "modprobe mmhp_selfhost: expected it to load"
}

# param NAME VALUE: a parameter of the module.
param() {
	echo "$2" >"/sys/module/mmhp_selfhost/parameters/$1"
}

# auto_online offline|online|online_kernel|online_movable: the system's default online type.
auto_online() {
	echo "$1" >$MEM/auto_online_blocks
}

# ask FILE REQUEST: one write(2) that must be accepted.
ask() {
	seen=$(wr "$MMHP/$1" "$2") || fail "$1 '$2': expected success, saw $seen: $(last_error)"
}

# refused ERRNO FILE REQUEST [WORD]...: one write(2) that must fail with ERRNO; each WORD must be
# in the sentence that error_log keeps about it, and the request itself too.
refused() {
	want=$1 file=$2 request=$3
	shift 3
	seen=$(wr "$MMHP/$file" "$request") && fail "$file '$request': expected $want, saw success"
	expect "$file '$request'" "$want" "$seen"
	explained "$file: $want: " "$@"
}

# explained WORD...: the newest entry of error_log says all this.
explained() {
	entry=$(last_error)
	for word in "$@"; do
		case $entry in
		*"$word"*) ;;
		*) fail "error_log: expected '$word' in the newest entry, saw: $entry" ;;
		esac
	done
}

# The newest entry of error_log, request line included.
last_error() {
	awk '/^\[/ { entry = "" } { entry = entry $0 "\n" } END { printf "%s", entry }' \
		$MMHP/error_log 2>/dev/null
}

# field TABLE KEY COLUMN: COLUMN of the row of `ranges` (KEY: start) or `blocks` (KEY: block).
field() {
	columns "$1" "$3" "$2"
}

# columns TABLE 'COLUMN...' [KEY]: these columns of each row, looked up by their headings.
columns() {
	awk -v table="$1" -v wanted="$2" -v key="${3-}" '
	NR == 1 {
		for (i = 1; i <= NF; i++)
			at[$i] = i
		n = split("block " wanted, want, " ")
		if (table == "ranges")
			want[1] = "start"
		for (i = 1; i <= n; i++)
			if (!(want[i] in at)) {
				print "no column " want[i]
				exit
			}
		next
	}
	key == "" || $at[want[1]] == key {
		row = $at[want[2]]
		for (i = 3; i <= n; i++)
			row = row " " $at[want[i]]
		print row
	}' "$MMHP/$1"
}

# --- memory blocks ----------------------------------------------------------------------------

block_of() {
	echo $(($1 / BLOCK))
}

state() {
	cat "$MEM/memory$1/state"
}

zone() {
	cat "$MEM/memory$1/valid_zones"
}

set_state() {
	seen=$(wr "$MEM/memory$1/state" "$2") ||
		fail "memory$1 $2: expected success, saw $seen: $(last_error)"
}

# set_state_refused BLOCK STATE WORD...: EBUSY, and the newest entry of error_log says all WORDs.
set_state_refused() {
	seen=$(wr "$MEM/memory$1/state" "$2") && fail "memory$1 $2: expected EBUSY, saw success"
	expect "memory$1 $2" EBUSY "$seen"
	shift 2
	explained EBUSY "$@"
}

# bad_pages: BLOCK NUMBER of each block of which `blocks` tells that it has bad pages.
bad_pages() {
	columns blocks 'block bad_pages' | awk '$2 { print }'
}

# The rest of what each case has
# shellcheck source=tests/lib/guest-range.sh
. /lib/guest-range.sh
# shellcheck source=tests/lib/guest-baseline.sh
. /lib/guest-baseline.sh
