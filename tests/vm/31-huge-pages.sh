#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Thousands of 2 MiB pages with HugeTLB's vmemmap optimisation on, in both layouts: each frame of
# the memmap and each tag is where it was, while they are held and after they were given back.
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
WANTED=9000

load
auto_online offline
baseline_take
echo 1 >/proc/sys/vm/hugetlb_optimize_vmemmap

for layout in range block; do
	ask probe "$BASE 20G layout=$layout online=online_kernel"
	check_range $BASE $SIZE $layout online_kernel
	echo $WANTED >$POOL
	echo "layout $layout: $(cat $POOL) pages of 2 MiB"
	expect "2 MiB pages" $WANTED "$(cat $POOL)"
	check_range $BASE $SIZE $layout online_kernel
	echo 0 >$POOL
	expect "2 MiB pages after they were given back" 0 "$(cat $POOL)"
	check_range $BASE $SIZE $layout online_kernel
	ask remove $BASE
	baseline_check
done
