#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# 1 GiB pages: layout range gives all but those that the memmap itself occupies, with HugeTLB's own
# vmemmap optimisation on, and each frame of the memmap stays where it was while they are held and
# after. In a movable zone too, where the kernel can do that. Layout block has room for none.
#
# vm: --mem 4G --dimm 20G@0x140000000 --cmdline 'init_on_alloc=0'
# files: prog:wr module:peer
# touches: 1G
# timeout: 400
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

POOL=/sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages
MOVABLE=/proc/sys/vm/movable_gigantic_pages

# gigantic GIB LAYOUT HOW WANTED: a range of so many GiB gives WANTED pages and stays as it is.
gigantic() {
	size=$(($1 << 30))
	ask probe "$BASE ${1}G layout=$2 online=$3"
	check_range $BASE $size "$2" "$3"
	echo $((boot + $1)) >$POOL
	got=$(($(cat $POOL) - boot))
	echo "layout $2, $3: $got of $1 pages of 1 GiB"
	expect "1 GiB pages of $1 GiB, layout $2, $3" "$4" $got
	check_range $BASE $size "$2" "$3"
	expect "tagged frames of the memmap" "$range_host" "$(frames tagged)"
	echo "$boot" >$POOL
	expect "1 GiB pages after they were given back" "$boot" "$(cat $POOL)"
	check_range $BASE $size "$2" "$3"
	ask remove $BASE
}

[ -e $POOL ] || skip "this machine has no 1 GiB pages"
load
auto_online offline
echo 1 >/proc/sys/vm/hugetlb_optimize_vmemmap

# What the boot memory can give is taken first, so that all that is got later is from the range.
# The optimisation turns part of its memmap into free memory: the baseline is what comes after that.
echo 4 >$POOL
baseline_take
boot=$(cat $POOL)
echo "boot memory: $boot pages of 1 GiB"
expect_most "1 GiB pages of a boot memory of 4 GiB" 3 "$boot"

gigantic 4 range online_kernel 3
gigantic 20 range online_kernel 19
gigantic 4 block online_kernel 0
if [ -e $MOVABLE ]; then
	echo 1 >$MOVABLE
	gigantic 4 range online_movable 3
fi
baseline_check
