# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# What the VM cases about HugeTLB share, behind guest.sh: read from /lib/guest-huge.sh.

POOL_1G=/sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages
MOVABLE_1G=/proc/sys/vm/movable_gigantic_pages

# optimise: switch on HugeTLB's vmemmap optimisation, which frees the memmap of huge pages.
optimise() {
	[ -e /proc/sys/vm/hugetlb_optimize_vmemmap ] || skip "this kernel does not optimise the vmemmap"
	echo 1 >/proc/sys/vm/hugetlb_optimize_vmemmap
}

# gigantic_boot: take what the boot memory can give of 1 GiB pages, so that all that is got later is
# from a range. The optimisation turns part of its memmap into free memory: the baseline comes after.
gigantic_boot() {
	[ -e $POOL_1G ] || skip "this machine has no 1 GiB pages"
	echo 4 >$POOL_1G
	gigantic_boot=$(cat $POOL_1G)
	echo "boot memory: $gigantic_boot pages of 1 GiB"
	expect_most "1 GiB pages of a boot memory of 4 GiB" 3 "$gigantic_boot"
}

# gigantic GIB LAYOUT HOW WANTED: a range of so many GiB gives WANTED pages and stays as it is.
gigantic() {
	size=$(($1 << 30))
	ask probe "$BASE ${1}G layout=$2 online=$3"
	check_range $BASE $size "$2" "$3"
	echo $((gigantic_boot + $1)) >$POOL_1G
	got=$(($(cat $POOL_1G) - gigantic_boot))
	echo "layout $2, $3: $got of $1 pages of 1 GiB"
	expect "1 GiB pages of $1 GiB, layout $2, $3" "$4" $got
	check_range $BASE $size "$2" "$3"
	expect "tagged frames of the memmap" "$range_host" "$(frames tagged)"
	echo "$gigantic_boot" >$POOL_1G
	expect "1 GiB pages after they were given back" "$gigantic_boot" "$(cat $POOL_1G)"
	check_range $BASE $size "$2" "$3"
	ask remove $BASE
}

# gigantic_movable GIB LAYOUT WANTED: the same in a movable zone, if the kernel can do that.
gigantic_movable() {
	[ -e $MOVABLE_1G ] || return 0
	echo 1 >$MOVABLE_1G
	gigantic "$1" "$2" online_movable "$3"
}

# gigantic_kept GIB LAYOUT HOW: a range goes away with 1 GiB pages in it that are in the pool, but unused.
gigantic_kept() {
	size=$(($1 << 30))
	ask probe "$BASE ${1}G layout=$2 online=$3"
	echo $((gigantic_boot + $1)) >$POOL_1G
	expect_least "1 GiB pages in the pool" $((gigantic_boot + 1)) "$(cat $POOL_1G)"
	ask remove $BASE
	expect "1 GiB pages in the pool after the range has gone" "$gigantic_boot" "$(cat $POOL_1G)"
}
