#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Thousands of 2 MiB pages with HugeTLB's vmemmap optimisation on, in both layouts and zones: each
# frame of the memmap and each tag is where it was, while they are held and after they were given
# back. For pages of the boot memory the optimisation does take place.
#
# vm: --mem 4G --dimm 20G@0x140000000 --cmdline 'init_on_alloc=0'
# files: prog:wr module:peer
# touches: 1G
# timeout: 400
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

POOL=/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages
SIZE=$((20 << 30))
BOOT=600 # more than the boot memory has of ZONE_NORMAL: all others then come from the range
WANTED=8000

# huge LAYOUT HOW: the range gives WANTED pages and stays as it is.
huge() {
	ask probe "$BASE 20G layout=$1 online=$2"
	check_range $BASE $SIZE "$1" "$2"
	echo $((BOOT + WANTED)) >$POOL
	expect "2 MiB pages" $((BOOT + WANTED)) "$(cat $POOL)"
	check_range $BASE $SIZE "$1" "$2"
	expect "tagged frames of the memmap" "$range_host" "$(frames tagged)"
	echo $BOOT >$POOL
	expect "2 MiB pages after they were given back" $BOOT "$(cat $POOL)"
	check_range $BASE $SIZE "$1" "$2"
	ask remove $BASE
	baseline_check
	echo "layout $1, $2: $WANTED pages of 2 MiB, all of the memmap in its place"
}

load
auto_online offline
[ -e /proc/sys/vm/hugetlb_optimize_vmemmap ] || skip "this kernel does not optimise the vmemmap"
echo 1 >/proc/sys/vm/hugetlb_optimize_vmemmap

# These are held all the time. Newer kernels patch their code when the first page is optimised or
# the last one is not any more: with none at all they would do so for each page of the range.
before=$(mem_total_kib)
echo $BOOT >$POOL
expect "2 MiB pages of boot memory" $BOOT "$(cat $POOL)"
expect_least "KiB gained by optimising boot memory" $((BOOT * 24)) $(($(mem_total_kib) - before))
baseline_take

huge range online_movable
huge block online_movable
# In the kernel zone a few more pages of the boot memory may be got and optimised on the way.
BASELINE='iomem blocks nodes'
huge range online_kernel
huge block online_kernel
