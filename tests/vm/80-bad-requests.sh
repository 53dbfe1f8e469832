#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A request that cannot be met gets the errno that is documented for it and a sentence in error_log,
# and changes nothing: no memory, no block, no range, and at most one line in the kernel's log.
#
# vm: --mem 4G --dimm 4G@0x140000000 --cmdline 'memmap=256M$0x240000000'
# files: prog:wr module:peer
# touches: 640M
# timeout: 300
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

OWN=0x180000000 # a range that exists

# bad ERRNO FILE REQUEST [WORD]...: refused, and nothing has changed.
bad() {
	refused "$@"
	untouched "$2 '$3'"
}

# bad_bytes ERRNO FILE: the same for what standard input says.
bad_bytes() {
	seen=$(wr "$MMHP/$2") && fail "$2: expected $1 for the bytes of $3, saw success"
	expect "$2, $3" "$1" "$seen"
	untouched "$2, $3"
}

untouched() {
	unchanged_check
	cat $MMHP/ranges >/tmp/ranges.now
	expect_same "ranges after $1" /tmp/ranges /tmp/ranges.now
	dmesg -r -c >/tmp/log
	# <N>: the level is in the last three bits. How slow the machine is has nothing to do with it.
	lines=$(awk -F'[<>]' '$2 % 8 < 6 && !/ (hrtimer: interrupt took|clocksource: Long readout) /' /tmp/log)
	expect_most "lines in the log about $1: $lines" 1 "$(echo "$lines" | grep -c .)"
	case $lines in
	'' | *mmhp*) ;;
	*) fail "log after $1: expected a line of the module's, saw $lines" ;;
	esac
}

load
auto_online offline
ask probe "$OWN 1G layout=range"
baseline_take
cat $MMHP/ranges >/tmp/ranges
dmesg -c >/dev/null

for file in probe remove online offline; do
	printf '' | bad_bytes EINVAL "$file" "an empty write"
	printf '\n' | bad_bytes EINVAL "$file" "an empty line"
	printf ' \t\n' | bad_bytes EINVAL "$file" "a blank line"
	printf '0x140000000\0' | bad_bytes EINVAL "$file" "a NUL at the end"
	printf '0x14\0000000' | bad_bytes EINVAL "$file" "a NUL in the middle"
	head -c 65536 /dev/zero | tr '\0' 7 | bad_bytes EINVAL "$file" "64 KiB of digits"
	head -c 65536 /dev/zero | tr '\0' ' ' | bad_bytes EINVAL "$file" "64 KiB of blanks"
	head -c 65536 /dev/urandom | bad_bytes EINVAL "$file" "64 KiB of noise"
	bad EINVAL "$file" garbage garbage
	bad EINVAL "$file" 0x140000000x
	bad EINVAL "$file" -1
	bad EINVAL "$file" "$BASE 1G nonsense=1" nonsense
	bad EINVAL "$file" "$BASE 1G 1G"
	bad ERANGE "$file" 0x10000000000000000
	bad ERANGE "$file" 99999999999999999999
	bad ERANGE "$file" 0xfffffffffffffG
done

bad EINVAL probe "$BASE 1G layout" layout
bad EINVAL probe "$BASE 1G layout=" layout
bad EINVAL probe "$BASE 1G layout=spiral" spiral
bad EINVAL probe "$BASE 1G online=perhaps" perhaps
bad EINVAL probe "$BASE 1G layout=range layout=range" layout
bad EINVAL probe "$BASE 1G online=offline online=online_kernel" online
bad EINVAL probe "$BASE 1G dry_run=2" dry_run
bad EINVAL probe "$BASE 1G node=x" node
bad EINVAL probe "$BASE 1G node=5" node
bad EINVAL probe "$BASE 1G node=-7" node
bad EINVAL probe 0x140001000
bad EINVAL probe 0x144000000
bad EINVAL probe "$BASE 64M"
bad EINVAL probe "$BASE 4097"
bad EINVAL probe "$BASE 0"
bad ERANGE probe "$BASE 0x10000000000000000"
bad E2BIG probe "0xfffffffff8000000 1G"
bad E2BIG probe 0xfffffffff8000000
bad E2BIG probe "0x10000000000000 1G"
bad E2BIG probe "0x10000000000 0x10000000000000"
# Above what the CPU has address lines for, by the kernel's own count
beyond=$(printf '0x%x' $((1 << $(awk '/^address sizes/ { print $4; exit }' /proc/cpuinfo))))
bad E2BIG probe "$beyond 128M" "$beyond"
bad E2BIG probe "$beyond 128M verify=none dry_run=1" "$beyond"

bad EEXIST probe 0x8000000 "System RAM"
bad EEXIST probe 0x240000000 Reserved
bad EEXIST probe "0x238000000 256M" Reserved
bad EEXIST probe "$OWN 1G" $OWN
bad EEXIST probe "0x1b8000000 256M" $OWN
bad EEXIST probe "$BASE 2G" $OWN
bad EEXIST probe "$BASE 2G dry_run=1" $OWN

for file in remove online offline; do
	bad ENOENT "$file" $BASE
	bad ENOENT "$file" 0
done
bad EINVAL remove "$OWN 512M"
bad EINVAL remove "$OWN 2G"
bad EINVAL online "$OWN offline"
bad EINVAL online "$OWN perhaps" perhaps

# A dry run of what would work changes as little.
ask probe "$BASE 1G dry_run=1"
untouched "a dry run"
ask probe "$BASE 1G online=online_kernel dry_run=1"
untouched "a dry run"

# Neither does the module go while it has a range.
rmmod mmhp_selfhost 2>/tmp/rmmod && fail "rmmod: expected a refusal, saw success"
untouched "rmmod"
check_range $OWN $((1 << 30)) range offline

ask remove "$OWN 1G"
expect "ranges at the end" "" "$(columns ranges start)"
rmmod mmhp_selfhost
[ ! -e $MMHP ] || fail "$MMHP: expected it gone after rmmod"
