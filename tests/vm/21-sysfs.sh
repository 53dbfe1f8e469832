#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# /sys/kernel/mmhp takes the lines that debugfs takes, with the same answers and sentences; the
# directory of each range agrees with the arithmetic and with the tables, and is there for as long as
# the range. Only root may write.
# Neither an open file nor somebody in a directory keeps a range or the module from going.
#
# vm: --mem 4G --dimm 2G@0x140000000
# files: prog:wr module:peer tests/lib/guest-sysfs.sh:/lib/guest-sysfs.sh
# touches: 1G
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-sysfs.sh
. /lib/guest-sysfs.sh

SECOND=0x180000000
GIB=$((1 << 30))

# as_table HOW: `ranges` says the same as the directory of the range of layout_set
as_table() {
	check_directory "$1"
	pfn=$(cat "$dir/memmap_start")
	[ "$pfn" = - ] || pfn=$(printf '0x%x' $((pfn / 4096)))
	expect "$dir, and its row of ranges" \
		"$(columns ranges 'size layout engine node blocks online memmap_pfn memmap_pages state' "$range_start")" \
		"$(cd "$dir" && echo "$(cat size) $(cat layout) $(cat engine) $(cat node) $(cat blocks)" \
			"$(cat online_blocks) $pfn $(cat memmap_pages) $(cat state)")"
}

# timing FILE: what it says, microseconds
timing() {
	cat "$SYSFS/$range_start/timing/$1_us"
}

# answer DIR FILE: what a write of standard input to DIR/FILE comes to, and its entry in error_log
answer() {
	wr "$1/$2" </tmp/line || :
	last_error | sed 's/^\[[^]]*\]//'
}

# alike FILE: what is in /tmp/line gets the same answer from both; `error` is the newest entry.
alike() {
	answer $MMHP "$1" >/tmp/want
	answer $SYSFS "$1" >/tmp/seen
	expect_same "answer of $1 to $(head -c 60 /tmp/line | tr -c ' -~' '?')" /tmp/want /tmp/seen
	grep -q '^E' /tmp/seen || fail "$1: expected both to refuse, saw $(cat /tmp/seen)"
	last_error >/tmp/want
	cat $SYSFS/error >/tmp/seen
	expect_same "newest entry of error_log, and error" /tmp/want /tmp/seen
}

alike_text() {
	printf '%b' "$2" >/tmp/line
	alike "$1"
}

load
auto_online offline
baseline_take
expect "error before anything failed" "" "$(cat $SYSFS/error)"
expect "files" "error offline online probe remove standby verifying" "$(cd $SYSFS && echo *)"
expect "modes of the files" "--w------- -r-------- -r--r--r--" \
	"$(stat -c %A $SYSFS/* | sort -u | xargs)"

for layout in range block; do
	sysfs probe "$BASE 1G layout=$layout online=offline"
	check_range $BASE $GIB $layout offline
	as_table offline
	expect_least "us of add" 1 "$(timing add)"
	expect_least "us of verify" 1 "$(timing verify)"
	expect_most "us of verify, a part of add" "$(timing add)" "$(timing verify)"
	expect "us of online and offline before" "0 0" "$(timing online) $(timing offline)"
	for how in online_kernel online_movable; do
		sysfs online "$BASE $how"
		check_range $BASE $GIB $layout $how
		as_table $how
		expect_least "us of online" 1 "$(timing online)"
		sysfs offline $BASE
		check_range $BASE $GIB $layout offline
		as_table offline
		expect_least "us of offline" 1 "$(timing offline)"
	done
	# One by one, as far as the layout lets them, and in two zones
	set_state $range_first online_kernel
	expect "state, zone and blocks of one of 8" "partly Normal 1" \
		"$(cd "$dir" && echo "$(cat state) $(cat zone) $(cat online_blocks)")"
	set_state $range_last online_movable
	expect "state, zone and blocks of two of 8" "partly mixed 2" \
		"$(cd "$dir" && echo "$(cat state) $(cat zone) $(cat online_blocks)")"
	sysfs offline $BASE
	sysfs standby $BASE
	as_table standby
	sysfs probe "$SECOND 512M layout=$layout online=online_movable verify=none"
	layout_set $SECOND $((GIB / 2)) $layout
	as_table online_movable
	expect "us of verify=none" 0 "$(timing verify)"
	expect "ranges" "$BASE $SECOND" "$(cd $SYSFS && echo 0x*)"
	alike_text probe "$SECOND"
	sysfs remove $SECOND
	[ ! -e $SYSFS/$SECOND ] || fail "$SYSFS/$SECOND: expected it gone with its range"
	sysfs remove $BASE
	[ ! -e $SYSFS/$BASE ] || fail "$SYSFS/$BASE: expected it gone with its range"
	baseline_check
done

# A request that fails leaves no directory.
sysfs probe "$BASE 1G dry_run=1"
for file in probe remove online offline standby; do
	alike_text $file '\n'
	alike_text $file 'garbage\n'
	alike_text $file '0x140000000\0'
	alike_text $file '0x14\0000000'
	alike_text $file '0x10000000000000000\n'
	alike_text $file '0x100000000000 nonsense\n'
	for bytes in 1025 4096 65536; do
		head -c $bytes /dev/zero | tr '\0' 7 >/tmp/line
		alike $file
	done
	# The longest line there is
	head -c 1024 /dev/zero | tr '\0' ' ' >/tmp/line
	alike $file
	grep -q 'address is missing' /tmp/seen || fail "$file: expected a line of 1024 bytes to be read"
done
alike_text probe '0x8000000\n'
alike_text probe '0x140001000\n'
alike_text probe '0xfffffffff8000000 1G\n'
alike_text remove '0x140000000\n'
expect "directories" '0x*' "$(cd $SYSFS && echo 0x*)"
baseline_check

# A directory that is held open, and a file in it, keep nothing from going.
sysfs probe $BASE
exec 5<"$SYSFS/$BASE/state"
cd "$SYSFS/$BASE"
sysfs remove $BASE
cat <&5 >/tmp/seen 2>&1 && fail "a file of a range that has gone: expected ENODEV, saw $(cat /tmp/seen)"
grep -q 'No such device' /tmp/seen || fail "expected ENODEV, saw $(cat /tmp/seen)"
cd /
exec 5<&-
baseline_check

# Nor does an open control file keep the module.
exec 5>$SYSFS/probe
rmmod mmhp_selfhost || fail "rmmod: expected success with an open file"
[ ! -e $SYSFS ] || fail "$SYSFS: expected it gone after rmmod"
echo $BASE >&5 2>/dev/null && fail "a file of a module that has gone: expected ENODEV"
exec 5>&-
modprobe mmhp_selfhost
sysfs probe $BASE
rmmod mmhp_selfhost 2>/dev/null && fail "rmmod: expected a refusal while a range exists"
sysfs remove $BASE
baseline_check
