# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# Memory as the kernel counts it, and whether it is as it was: part of guest.sh, which reads it from
# /lib/guest-baseline.sh.

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
