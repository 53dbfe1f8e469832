#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# 1 GiB pages: in layout range all but those that the memmap itself occupies, with HugeTLB's own
# vmemmap optimisation on, and each frame of the memmap stays where it was while they are held and
# after. Layout block has room for none.
#
# vm: --mem 1G --dimm 20G@0x140000000 --cmdline 'init_on_alloc=0'
# files: prog:wr module:peer
# touches: 1G
# timeout: 400
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

POOL=/sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages

# A boot memory of 1 GiB has no 1 GiB page to give.
[ -e $POOL ] || skip "this machine has no 1 GiB pages"
load
insmod /lib/peer.ko
auto_online offline
baseline_take
echo 1 >/proc/sys/vm/hugetlb_optimize_vmemmap

for gib in 4 20; do
	size=$((gib << 30))
	ask probe "$BASE ${gib}G online=online_kernel"
	check_range $BASE $size range online_kernel
	echo $gib >$POOL
	echo "layout range: $(cat $POOL) of $gib pages of 1 GiB"
	expect "1 GiB pages of $gib GiB" $((gib - 1)) "$(cat $POOL)"
	check_range $BASE $size range online_kernel
	expect "tagged frames of the memmap" $((size / 4096 / 64)) \
		"$(frames tagged $((BASE / 4096)) $((size / 4096)))"
	echo 0 >$POOL
	expect "1 GiB pages after they were given back" 0 "$(cat $POOL)"
	check_range $BASE $size range online_kernel
	ask remove $BASE
done

ask probe "$BASE 4G layout=block online=online_kernel"
echo 4 >$POOL
echo "layout block: $(cat $POOL) of 4 pages of 1 GiB"
expect "1 GiB pages in layout block" 0 "$(cat $POOL)"
check_range $BASE $((4 << 30)) block online_kernel
ask remove $BASE
baseline_check
