# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# What the VM cases about /sys/kernel/mmhp share, behind guest.sh: read from /lib/guest-sysfs.sh.

# sysfs FILE REQUEST: one write(2) that must be accepted.
sysfs() {
	seen=$(wr "$SYSFS/$1" "$2") ||
		fail "sysfs $1 '$2': expected success, saw $seen: $(cat $SYSFS/error)"
}

# sysfs_refused ERRNO FILE REQUEST [WORD]...: one write(2) that must fail with ERRNO, and `error` has
# each WORD in its sentence.
sysfs_refused() {
	want=$1 file=$2 request=$3
	shift 3
	seen=$(wr "$SYSFS/$file" "$request") &&
		fail "sysfs $file '$request': expected $want, saw success"
	expect "sysfs $file '$request'" "$want" "$seen"
	sentence=$(cat $SYSFS/error)
	for word in "$file: $want: " "$@"; do
		case $sentence in
		*"$word"*) ;;
		*) fail "error: expected '$word', saw: $sentence" ;;
		esac
	done
}

# directory_zone HOW: of the range of layout_set, the zone of the blocks that are online.
directory_zone() {
	case $1 in
	online_kernel) echo Normal ;;
	online_movable) echo Movable ;;
	*) echo none ;;
	esac
}

# check_directory HOW [STATE]: the directory of the range of layout_set agrees with the arithmetic. HOW
# is as in check_range, or standby.
check_directory() {
	dir=$SYSFS/$range_start online=$range_usable state=online memmap=$range_start
	case $1 in
	offline | standby) online=0 state=$1 ;;
	esac
	[ "$1" != standby ] || memmap=-
	memmap_pages=$range_host
	[ "$range_layout" = range ] || memmap_pages=$((range_pages / 64))
	printf '%s %s\n' \
		start "$range_start" \
		size "$(printf '0x%x' $((range_pages * 4096)))" \
		layout "$range_layout" \
		engine direct \
		node 0 \
		zone "$(directory_zone "$1")" \
		memmap_start "$memmap" \
		memmap_pages $memmap_pages \
		online_blocks "$online" \
		blocks "$range_usable" \
		state "$state" | sort >/tmp/want
	for file in "$dir"/*; do
		[ -d "$file" ] || echo "${file##*/} $(cat "$file")"
	done | sort >/tmp/seen
	expect_same "files of $dir" /tmp/want /tmp/seen
}

# check_locked LEVEL KEPT: all that is promised on a kernel that is locked down. 1 GiB at BASE is free,
# and at KEPT are 256 MiB of boot RAM that were kept back. Ends as it began, without a range.
check_locked() {
	kept=$2
	for file in probe remove online offline standby; do
		expect "$file of debugfs, $1" "open: EPERM" "$(wr $MMHP/$file "$BASE" || :)"
	done
	sysfs_refused EPERM probe "$kept 256M allow=reserved" "locked down" allow=reserved
	sysfs_refused EPERM probe "$kept 256M allow=reserved dry_run=1" "locked down"
	sysfs_refused EPERM probe "$BASE 1G allow=reserved" "locked down"
	baseline_check
	sysfs_refused EEXIST probe "$kept 256M" Reserved
	for layout in range block; do
		sysfs probe "$BASE 1G layout=$layout online=offline"
		layout_set $BASE $((1 << 30)) $layout
		check_directory offline
		sysfs online "$BASE online_movable"
		check_directory online_movable
		layout_rows online_movable >/tmp/want
		columns blocks 'block state zone memmap_pfn offset first_pfn tagged host_pages memmap_zone' >/tmp/seen
		expect_same "blocks under lockdown" /tmp/want /tmp/seen
		sysfs offline $BASE
		sysfs standby $BASE
		check_directory standby
		sysfs online "$BASE online_kernel"
		check_directory online_kernel
		sysfs remove $BASE
		baseline_check
	done
	grep -q 'engine direct usable' $MMHP/features || fail "features: expected engine direct to be usable"
}
