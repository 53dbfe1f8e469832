#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# measure.sh GIB ROUNDS: ours and the kernel's own ways of adding GIB of memory, in turn, in one guest.
# Prints a line for each value: `value WAY WHAT NUMBER`, times in microseconds, memory in KiB; and
# `cannot WAY ERRNO` for a way that does not take the memory at all.
#
# vm: --mem @MEM@ --dimm @GIB@G@0x140000000:1
# vm: --cmdline 'memory_hotplug.memmap_on_memory=1 init_on_alloc=0'
# files: prog:wr prog:freerun module:peer
# timeout: @TIMEOUT@
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

GIB=$1 ROUNDS=$2
SIZE=$((GIB << 30))
HUGE=/sys/devices/system/node/node1/hugepages

# add WAY NODE: prints the microseconds, or errno
add() {
	case $1 in
	range | block) set -- $MMHP/probe "$BASE ${GIB}G layout=$1 node=$2" ;;
	memmap_on_memory) set -- $PEER/add "$2 $BASE $SIZE $chunk 1" ;;
	default) set -- $PEER/add "$2 $BASE $SIZE $SIZE 0" ;;
	esac
	timed "$@"
}

remove() {
	case $1 in
	range | block) set -- $MMHP/remove $BASE ;;
	memmap_on_memory) set -- $PEER/remove "$BASE $SIZE $chunk" ;;
	default) set -- $PEER/remove "$BASE $SIZE $SIZE" ;;
	esac
	timed "$@"
}

timed() {
	seen=$(wr -t "$1" "$2") || {
		echo "$seen"
		return 1
	}
	echo $((seen / 1000))
}

# step WAY WHAT COMMAND...: one that must succeed, and its time
step() {
	way=$1 what=$2
	shift 2
	took=$("$@") || fail "$way, $what: expected success, saw $took"
	echo "value $way $what $took"
}

round() {
	auto_online offline
	step "$1" add add "$1" 0
	step "$1" remove remove "$1"
	auto_online online_movable
	step "$1" add-online add "$1" 0
	step "$1" offline-remove remove "$1"
}

# pages WAY: what can be had of the memory, in a node of its own and a kernel zone
pages() {
	auto_online offline
	free=$(mem_free_kib)
	add "$1" 1 >/dev/null
	echo "value $1 dram $((free - $(mem_free_kib)))"
	remove "$1" >/dev/null
	auto_online online_kernel
	add "$1" 1 >/dev/null
	echo "value $1 run $(freerun $((BASE / 4096)) $((SIZE / 4096)))"
	for kib in 1048576 2048; do
		echo $((SIZE / 1024 / kib)) >$HUGE/hugepages-${kib}kB/nr_hugepages
		echo "value $1 pages-$kib $(cat $HUGE/hugepages-${kib}kB/nr_hugepages)"
		echo 0 >$HUGE/hugepages-${kib}kB/nr_hugepages
	done
	remove "$1" >/dev/null || fail "$1: expected kernel memory that nobody uses to go away"
}

# usable WAY: whether it takes the memory at all
usable() {
	if took=$(add "$1" 0); then
		remove "$1" >/dev/null
	else
		echo "cannot $1 $took"
		return 1
	fi
}

load
param verify none
# A line on the serial console takes longer than adding ten blocks.
dmesg -n 1
auto_online offline

# 6.1 puts the memmap into the memory only if it is asked block by block.
chunk=$SIZE
if wr $PEER/add "0 $BASE $SIZE $SIZE 1" >/dev/null; then
	wr $PEER/remove "$BASE $SIZE $SIZE"
else
	chunk=$BLOCK
fi
echo "calls of memmap_on_memory: $((SIZE / chunk))"

ways=
for way in range memmap_on_memory block default; do
	! usable "$way" || ways="$ways $way"
done
n=0
while [ $n -lt "$ROUNDS" ]; do
	for way in $ways; do
		round "$way"
	done
	n=$((n + 1))
done
for way in $ways; do
	pages "$way"
done
