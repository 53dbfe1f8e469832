#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# costs.sh GIB BASE ROUNDS WAY...: ours and the kernel's own ways of adding GIB of memory, in turn, in
# one guest. Prints a line for each value: `value WAY WHAT NUMBER`, times in microseconds, memory in
# KiB; and `cannot WAY ERRNO` for a way that does not take the memory at all.
#
# `mem=` keeps what begins at the address BASE for all ways but `acpi`, which is a DIMM that is plugged
# in and unplugged by QEMU's monitor.
#
# vm: --mem @MEM@G --room @ROOM@G --monitor
# vm: --cmdline 'mem=@DRAM_END@ memory_hotplug.memmap_on_memory=1 init_on_alloc=0'
# files: prog:wr prog:freerun prog:clock prog:states prog:floor module:peer tests/bench/ways.sh:/lib/ways.sh
# files: tests/lib/guest-monitor.sh:/lib/guest-monitor.sh
# timeout: @TIMEOUT@
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-monitor.sh
. /lib/guest-monitor.sh
# shellcheck source=tests/bench/ways.sh
. /lib/ways.sh

GIB=$1 BASE=$(($2)) ROUNDS=$3
shift 3
WAYS=$*
SIZE=$((GIB << 30))
BLOCKS=$((SIZE / BLOCK))
RESIDENT=$((BASE + SIZE))
DIMM=$((RESIDENT + (1 << 30)))
HUGE=/sys/devices/system/node/node1/hugepages

# settle: give node 1 a block that stays. A node's own tasks (kswapd, kcompactd) begin when it gets memory and
# end when it has none; where they live in what is added, that could not go away again.
settle() {
	auto_online online_kernel
	wr $PEER/add "1 $RESIDENT $BLOCK $BLOCK 0" >/dev/null || fail "no memory for node 1"
	auto_online offline
}

# --- more steps of a way, which print their microseconds, too ---------------------------------------

online() {
	case $1 in
	range | block) timed $MMHP/online "$BASE online_movable" ;;
	*) by_hand "$1" online_movable ;;
	esac
}

offline() {
	case $1 in
	range | block) timed $MMHP/offline "$BASE" ;;
	*) by_hand "$1" offline ;;
	esac
}

# by_hand WAY STATE: block by block, which is the only way there is
by_hand() {
	seen=$(states "$2" "$(first_block "$1")" $BLOCKS) || {
		echo "$seen"
		return 1
	}
	echo $((seen / 1000))
}

first_block() {
	case $1 in
	acpi) block_of $DIMM ;;
	*) block_of $BASE ;;
	esac
}

# Who looks takes time from what is looked at: all CPUs of a guest may be one thread.
ACPI_PAUSE=$((GIB * 5000))

# The answer of the monitor does not wait for the guest's kernel; that is through when the last block
# has its link to the node and, if it goes online by itself, is online.
plug() {
	last=$MEM/memory$(($(block_of $DIMM) + BLOCKS - 1))
	how=$(cat $MEM/auto_online_blocks)
	qemu "object_add memory-backend-ram,id=dimm-ram,size=${GIB}G,reserve=off"
	started=$(clock)
	qemu "device_add pc-dimm,id=dimm,memdev=dimm-ram,node=$1,addr=$DIMM"
	until [ -e "$last/node$1" ] && { [ "$how" = offline ] || [ "$(cat "$last/state")" = online ]; }; do
		usleep $ACPI_PAUSE
	done
	echo $(($(clock) - started))
}

unplug() {
	last=$MEM/memory$(($(block_of $DIMM) + BLOCKS - 1))
	started=$(clock)
	qemu "device_del dimm"
	while [ -e "$last" ]; do
		usleep $ACPI_PAUSE
	done
	until monitor "object_del dimm-ram" >/dev/null; do
		usleep $ACPI_PAUSE
	done
	echo $(($(clock) - started))
}

# --- what is measured -------------------------------------------------------------------------------

# standby WAY: ours only; the memmap is built when it goes online.
standby() {
	timed $MMHP/probe "$BASE ${GIB}G layout=$1 standby=1"
}

# step WAY WHAT COMMAND...: one that must succeed, and its time
step() {
	way=$1 what=$2
	shift 2
	took=$("$@") || fail "$way, $what: expected success, saw $took"
	echo "value $way $what $took"
}

round() {
	case $1 in
	range | block)
		step "$1" standby standby "$1"
		remove "$1" >/dev/null
		;;
	esac
	auto_online offline
	step "$1" add add "$1" 0
	step "$1" online online "$1"
	step "$1" offline offline "$1"
	step "$1" remove remove "$1"
	auto_online online_movable
	step "$1" add-online add "$1" 0
	step "$1" offline-remove remove "$1"
}

# huge KIB: make as many pages of that size as node 1 has, and print how many there are
huge() {
	echo $(((SIZE + BLOCK) / 1024 / $1)) >$HUGE/hugepages-"$1"kB/nr_hugepages
	cat $HUGE/hugepages-"$1"kB/nr_hugepages
}

huge_none() {
	echo 0 >$HUGE/hugepages-"$1"kB/nr_hugepages
}

# pages WAY: what can be had of the memory, in a node of its own and a kernel zone
pages() {
	auto_online offline
	had=$(huge 2048)
	huge_none 2048
	free=$(mem_free_kib)
	add "$1" 1 >/dev/null
	echo "value $1 dram $((free - $(mem_free_kib)))"
	remove "$1" >/dev/null
	auto_online online_kernel
	add "$1" 1 >/dev/null
	echo "value $1 run $(freerun $(($(first_block "$1") * BLOCK_PAGES)) $((SIZE / 4096)))"
	echo "value $1 pages-1048576 $(huge 1048576)"
	huge_none 1048576
	echo "value $1 pages-2048 $(($(huge 2048) - had))"
	huge_none 2048
	remove "$1" >/dev/null || fail "$1: expected kernel memory that nobody uses to go away"
}

# usable WAY: whether it takes the memory at all
usable() {
	if took=$(add "$1" 0); then
		remove "$1" >/dev/null
	else
		case $took in FAIL*) fail "$1: $took" ;; esac
		echo "cannot $1 $took"
		return 1
	fi
}

echo "kernel $(uname -rv)"
load
monitor_open
param verify none
# A line on the serial console takes longer than adding ten blocks.
dmesg -n 1
auto_online offline

find_chunk
echo "calls of memmap_on_memory: $((SIZE / chunk))"

ways=
for way in $WAYS; do
	! usable "$way" || ways="$ways $way"
done
n=0
while [ $n -lt "$ROUNDS" ]; do
	for way in $ways; do
		round "$way"
	done
	# The memmap has to be written once.
	echo "value floor add-online $(floor $((SIZE / 64)))"
	n=$((n + 1))
done
settle
for way in $ways; do
	pages "$way"
done
