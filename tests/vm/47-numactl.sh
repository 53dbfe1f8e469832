#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# numactl knows the node of a range and its size, and takes memory from there: bound to it, by
# preference, and in turns with the boot memory. A process that is bound to the node lives on when the
# range goes, with its memory elsewhere.
#
# vm: --mem 4G --dimm 1G@0x140000000:1
# files: prog:wr prog:fill prog:mark module:peer tool:numactl
# once: trixie-backports
# touches: 1G
# timeout: 200
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((1 << 30))
MIB=64
PAGES=$((MIB * 256))

# in_range NUMACTL_OPTION: how many pages of MIB are in the range
in_range() {
	numactl "$1" fill $MIB $((BASE / 4096)) $((SIZE / 4096)) $((SIZE / 4096)) $((SIZE / 4096 / 64)) |
		awk '$1 == "in_range" { print $2 }'
}

node1_free_kib() {
	awk '$3 == "MemFree:" { print $4 }' /sys/devices/system/node/node1/meminfo
}

load
auto_online offline
baseline_take
expect "nodes, before" "available: 1 nodes (0)" "$(numactl --hardware | head -n 1)"
ask probe "$BASE 1G online=online_movable"
expect "nodes" "available: 2 nodes (0-1)" "$(numactl --hardware | head -n 1)"
expect "MiB of node 1" "node 1 size: 1008 MB" "$(numactl --hardware | grep '^node 1 size')"
expect "CPUs of node 1" "node 1 cpus:" "$(numactl --hardware | grep '^node 1 cpus' | xargs)"

expect "pages in the range, bound to its node" $PAGES "$(in_range --membind=1)"
expect "pages in the range, bound to the other" 0 "$(in_range --membind=0)"
expect "pages in the range, preferred" $PAGES "$(in_range --preferred=1)"
half=$(in_range --interleave=0,1)
expect_least "pages in the range, in turns" $((PAGES / 2 - PAGES / 16)) "$half"
expect_most "pages in the range, in turns" $((PAGES / 2 + PAGES / 16)) "$half"

before=$(node1_free_kib)
numactl --membind=1 mark private $MIB >/tmp/mark &
pid=$!
wait_for 20 test -s /tmp/mark || fail "mark: expected it to print a page"
# What waits on the per-CPU lists does not count as free.
expect_least "KiB that it took from node 1" $((MIB << 9)) $((before - $(node1_free_kib)))
ask remove $BASE
[ -d /proc/$pid ] || fail "a process bound to node 1: expected it to live on without the range"
expect "nodes, after" "available: 1 nodes (0)" "$(numactl --hardware | head -n 1)"
kill $pid
wait $pid || :
baseline_check
