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

# What the kernel's direct mapping spans, whatever its leaves
mapped_kib() {
	awk '/^DirectMap/ { sum += $2 } END { print sum }' /proc/meminfo
}

mem_total_kib() {
	awk '$1 == "MemTotal:" { print $2 }' /proc/meminfo
}

# Free memory in KiB, pages on the per-CPU lists included: MemFree alone moves by megabytes. Nothing is
# left over for what is allocated next, so that it costs as much the first time as any other; what is
# dropped comes back when RCU has been through.
mem_free_kib() {
	echo 3 >/proc/sys/vm/drop_caches
	sleep 1
	for cache in /sys/kernel/slab/*/shrink; do
		echo 1 2>/dev/null >"$cache" || :
	done
	awk '$1 == "nr_free_pages" || $1 == "count:" { n += $2 } END { print n * 4 }' /proc/zoneinfo
}

# How much of the machine the kernel takes for bad memory.
corrupted_kib() {
	awk '$1 == "HardwareCorrupted:" { print $2 }' /proc/meminfo
}

# bad_pages: BLOCK NUMBER of each block of which `blocks` tells that it has bad pages.
bad_pages() {
	columns blocks 'block bad_pages' | awk '$2 { print }'
}

# zone_pages: spanned, present and managed pages of each zone of each node.
zone_pages() {
	awk '/^Node/ { where = $2 $4 }
	     $1 == "spanned" || $1 == "present" || $1 == "managed" { print where, $1, $2 }' /proc/zoneinfo
}

# --- QEMU's monitor ---------------------------------------------------------------------------

# monitor_open: in a guest of `scripts/vm --monitor`, before the first command.
monitor_open() {
	exec 4<>/dev/ttyS2
	stty -F /dev/ttyS2 raw -echo
	# QEMU may have got its own greeting back, in parts. A byte that is not JSON makes it begin anew.
	printf '\377\n' >&4
	monitor_send '"execute": "qmp_capabilities"' >/dev/null ||
		fail "monitor: expected an answer, saw none"
}

# monitor_send MEMBERS: of a JSON object; prints the answer to it, leaves out all else.
monitor_send() {
	echo "{$1, \"id\": \"guest\"}" >&4
	# shellcheck disable=SC3045 # busybox has it
	while read -r -t 20 line <&4; do
		case $line in
		*'"id": "guest"'*)
			echo "$line"
			return
			;;
		esac
	done
	return 1
}

# monitor COMMAND: prints what QEMU says to a command of its human monitor; fails on an error.
monitor() {
	said=$(monitor_send "\"execute\": \"human-monitor-command\",
		\"arguments\": {\"command-line\": \"$1\"}") || said='no answer'
	said=${said#*'"return": "'}
	said=${said%'"'*'"id": "guest"'*}
	said=${said%'\r\n'}
	echo "$said"
	case $said in
	Error* | '{'* | 'no answer') return 1 ;;
	esac
}

# qemu COMMAND: one that must be accepted.
qemu() {
	seen=$(monitor "$1") || fail "monitor '$1': expected success, saw: $seen"
}

# --- what a range must look like --------------------------------------------------------------

# layout_set START SIZE range|block: the arithmetic of a range, for the functions below.
layout_set() {
	range_start=$(printf '0x%x' "$1")
	range_pfn=$(($1 / 4096))
	range_pages=$(($2 / 4096))
	range_layout=$3
	range_blocks=$(($2 / BLOCK))
	range_first=$(($1 / BLOCK))
	range_last=$((range_first + range_blocks - 1))
	range_host=$((range_pages / 64))
	range_host_blocks=0
	[ "$3" = block ] || range_host_blocks=$((range_host / BLOCK_PAGES))
	range_usable=$((range_blocks - range_host_blocks))
}

# layout_offset BLOCK: how many host pages a block of the range of layout_set begins with.
layout_offset() {
	if [ "$range_layout" = block ]; then
		offset=$((BLOCK_PAGES / 64))
	else
		offset=$((range_host - ($1 - range_first) * BLOCK_PAGES))
		[ $offset -ge 0 ] || offset=0
		[ $offset -le $BLOCK_PAGES ] || offset=$BLOCK_PAGES
	fi
}

# Where the host pages of the boundary block are while the range is movable: with the rest of it where
# the boot memory has no ZONE_NORMAL. A case that onlines that block by hand sets Movable, too: the
# kernel keeps a block in one zone.
BOUNDARY_ZONE=$(awk '/^Node/ { zone = $4 } $1 == "present" && zone == "Normal" && $2 { seen = 1 }
	END { print seen ? "Normal" : "Movable" }' /proc/zoneinfo)

# layout_memmap_zone HOW: the zone of the pfn $memmap, a host page. In layout range it is a kernel
# zone, unless the only block that has usable pages carries it.
layout_memmap_zone() {
	memmap_zone=Movable
	if [ "$1" = offline ]; then
		memmap_zone=-
	elif [ "$1" = online_kernel ]; then
		memmap_zone=Normal
	elif [ "$range_layout" = block ]; then
		memmap_zone=Movable
	elif [ $((memmap / BLOCK_PAGES - range_first)) -lt "$range_host_blocks" ]; then
		memmap_zone=Normal
	elif [ "$range_usable" -gt 1 ]; then
		memmap_zone=$BOUNDARY_ZONE
	fi
}

# layout_rows offline|online_kernel|online_movable: the rows of `blocks` by the arithmetic alone. Host
# pages are set up, and so tagged, while memory whose struct pages they hold can be online.
layout_rows() {
	n=$range_first
	while [ "$n" -le "$range_last" ]; do
		layout_offset "$n"
		pfn=$((n * BLOCK_PAGES))
		memmap=$((range_pfn + (n - range_first) * (BLOCK_PAGES / 64)))
		[ "$range_layout" = range ] || memmap=$pfn
		first=$(printf '0x%x' $((pfn + offset)))
		state=online zone=Movable tagged=$offset
		case $1 in
		offline) state=offline zone=- tagged=0 ;;
		online_kernel) zone=Normal ;;
		esac
		layout_memmap_zone "$1"
		if [ "$offset" -eq $BLOCK_PAGES ]; then
			state=host first=- zone=host
		fi
		printf '%d %s %s 0x%x %d %s %d %d %s\n' \
			"$n" $state $zone "$memmap" "$offset" "$first" "$tagged" "$offset" "$memmap_zone"
		n=$((n + 1))
	done
}

# check_range START SIZE LAYOUT offline|online_kernel|online_movable: `ranges`, `blocks`, sysfs and
# the real place of each struct page, as the peer sees it, agree with the arithmetic for each block.
check_range() {
	layout_set "$1" "$2" "$3"
	online=$range_usable
	[ "$4" != offline ] || online=0
	expect "row of range $1 $2 $3 $4" \
		"$(printf '0x%x %s %d %d %d 0x%x %d' "$2" "$3" $range_usable $online \
			$range_host_blocks $range_pfn $range_host)" \
		"$(columns ranges 'size layout blocks online host_blocks memmap_pfn memmap_pages' \
			"$range_start")"
	layout_rows "$4" >/tmp/want
	# The zone of a host block has no meaning to a user: any word will do.
	columns blocks 'block state zone memmap_pfn offset first_pfn tagged host_pages memmap_zone' |
		awk -v a=$range_first -v b=$range_last '$1 >= a && $1 <= b {
			if ($2 == "host")
				$3 = "host"
			print
		}' >/tmp/seen
	expect_same "blocks of range $1 $2 $3 $4" /tmp/want /tmp/seen
	while read -r n state _; do
		if [ "$state" = host ]; then
			[ ! -e "$MEM/memory$n" ] || fail "memory$n: expected no device for a host block"
		else
			read -r seen <"$MEM/memory$n/state"
			expect "state of memory$n" "$state" "$seen"
		fi
	done </tmp/want
	expect "misplaced memmap frames of range $1 $2 $3 $4" 0 "$(frames wrong)"
}

# frames wrong|tagged: of the memmap frames of the range of layout_set, how many the peer finds
# elsewhere in the page tables than the arithmetic says, and how many carry the tag.
frames() {
	period=$range_pages
	[ "$range_layout" = range ] || period=$BLOCK_PAGES
	echo "$range_pfn $range_pages $period" >$PEER/frames
	awk -v what="$1" '$1 == what { print $2 }' $PEER/frames
}

# dimms_mount: /mnt/dimmN are the files that hold the DIMMs, see --show-dimms of scripts/vm. Debian's
# kernel for clouds has no 9p; what is provided cannot be seen there.
dimms_mount() {
	case $(uname -r) in
	*-cloud-*)
		provided=unknown
		return
		;;
	esac
	modprobe virtio_pci
	modprobe 9pnet_virtio
	modprobe 9p
	mkdir -p /mnt
	mount -t 9p -o trans=virtio,version=9p2000.L dimms /mnt
	provided=0
}

# expect_provided WHAT LEAST MOST: how much, in KiB, the first DIMM takes up outside; it is in provided.
expect_provided() {
	[ "$provided" != unknown ] || return 0
	provided=$(stat -c %b /mnt/dimm0 | awk '{ print $1 / 2 }')
	expect_least "KiB provided $1" "$2" "$provided"
	expect_most "KiB provided $1" "$3" "$provided"
}

# --- baseline ---------------------------------------------------------------------------------

BASELINE_ALL='MemTotal iomem blocks nodes tiers zones memmap mapped'
BASELINE=$BASELINE_ALL
NODES=/sys/devices/system/node

# baseline_write AT: a file AT.WHAT for each WHAT, and all of those in BASELINE in AT.all. Cases do this a
# thousand times, so there is no more than one program to be started.
baseline_write() {
	for what in $BASELINE_ALL all; do
		: >"$1.$what"
	done
	for entry in "$MEM"/*; do
		echo "${entry##*/}"
	done >"$1.blocks"
	printf '%s\n' "$NODES"/* "$NODES"/node*/* >"$1.nodes"
	set -- "$1" /sys/devices/virtual/memory_tiering/memory_tier*/nodelist
	[ -e "$2" ] || set -- "$1"
	at=$1
	shift
	awk -v at="$at" -v wanted=" $BASELINE " '
		function note(what, line) {
			if (what != "blocks" && what != "nodes")
				print line >(at "." what)
			if (index(wanted, " " what " "))
				print what, line >(at ".all")
		}
		FILENAME == "/proc/meminfo" {
			if ($1 == "MemTotal:")
				note("MemTotal", $2)
			if ($1 ~ /^DirectMap/)
				mapped += $2
			next
		}
		FILENAME == "/proc/zoneinfo" {
			if ($1 == "Node")
				where = $2 $4
			if ($1 == "spanned" || $1 == "present" || $1 == "managed")
				note("zones", where " " $1 " " $2)
			next
		}
		FILENAME == "/proc/vmstat" {
			if ($1 == "nr_memmap_pages")
				note("memmap", $2)
			next
		}
		FILENAME == "/proc/iomem" { note("iomem", $0); next }
		FILENAME ~ /nodelist$/ { note("tiers", FILENAME ":" $0); next }
		{ note(FILENAME ~ /blocks$/ ? "blocks" : "nodes", $0) }
		END { note("mapped", mapped) }
	' /proc/meminfo /proc/zoneinfo /proc/vmstat /proc/iomem "$at.blocks" "$at.nodes" "$@"
}

baseline_take() {
	baseline_write /tmp/baseline
}

# baseline_check: no range is left, and memory is as it was at baseline_take.
baseline_check() {
	expect "ranges at the end" "" "$(columns ranges start)"
	unchanged_check
}

unchanged_check() {
	baseline_write /tmp/now
	! cmp -s /tmp/baseline.all /tmp/now.all || return 0
	for what in $BASELINE; do
		expect_same "baseline of $what" "/tmp/baseline.$what" "/tmp/now.$what"
	done
}
