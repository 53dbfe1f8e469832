#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# running.sh GIB BASE ROUNDS WAY...: what it costs to use the memory once it is there, by the way that it
# was added, in turn. Prints `value WAY WHAT MICROSECONDS` like costs.sh; WHAT is what the guest's
# program `running` measures.
#
# vm: --mem @MEM@G --room 4G --cmdline 'mem=@DRAM_END@ memory_hotplug.memmap_on_memory=1'
# files: prog:wr prog:running module:peer tests/bench/ways.sh:/lib/ways.sh
# timeout: @TIMEOUT@
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/bench/ways.sh
. /lib/ways.sh

# shellcheck disable=SC2034 # for ways.sh
GIB=$1 BASE=$(($2)) ROUNDS=$3
shift 3
SIZE=$((GIB << 30))
NODE=/sys/devices/system/node/node1
MIB=256

# use WAY: after a first time that does not count, in which an emulated CPU translates all of the code
use() {
	added=$(add "$1" 1) || fail "$1: expected to add it, saw $added"
	echo $((MIB / 2)) >$NODE/hugepages/hugepages-2048kB/nr_hugepages
	expect "HugeTLB pages" $((MIB / 2)) "$(cat $NODE/hugepages/hugepages-2048kB/nr_hugepages)"
	running 1 $MIB >/dev/null
	for _ in 1 2 3; do
		running 1 $MIB | sed "s/^/value $1 running-/"
	done
	echo 0 >$NODE/hugepages/hugepages-2048kB/nr_hugepages
	removed=$(remove "$1") || fail "$1: expected to remove it, saw $removed"
}

load
dmesg -n 1
auto_online offline
find_chunk
auto_online online_movable
n=0
while [ $n -lt "$ROUNDS" ]; do
	for way in "$@"; do
		use "$way"
	done
	n=$((n + 1))
done
