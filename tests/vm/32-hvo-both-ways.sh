#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# HugeTLB's vmemmap optimisation both ways in one guest: 2 MiB pages of the boot memory, and of
# memory that the kernel added its own way, give their memmap back; thousands of a range do not, in
# both layouts and zones, before and after its boundary block went off- and online, and when they
# came and went, some in use, while blocks and the whole range did.
#
# vm: --kaslr --mem 4G --dimm 10G@0x140000000 --cmdline 'init_on_alloc=0'
# files: prog:wr module:peer tests/lib/guest-huge.sh:/lib/guest-huge.sh
# touches: 2G
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-huge.sh
. /lib/guest-huge.sh

POOL=/sys/kernel/mm/hugepages/hugepages-2048kB/nr_hugepages
SIZE=$((9 << 30)) # with a host block
THEIRS=0x380000000 # behind it
THEIR_SIZE=$((256 << 20))
BOOT=64
BOOT_NORMAL=600 # more than the boot memory has of ZONE_NORMAL
WANTED=2000
IN_USE=20
ROUNDS=2
ROUNDS_MOST=30

# hold PAGES: so many 2 MiB pages, of boot memory and the kernel's, stay until the end. An optimised
# page that is given back leaves struct pages in disorder on some kernels; and with none at all,
# newer ones would patch their code for each page of the range that they look at.
hold() {
	held=$1
	echo "$held" >$POOL
	expect "2 MiB pages of other memory" "$held" "$(cat $POOL)"
}

# pages_of WHERE START SIZE whole|optimised: how many HugeTLB pages are in that memory, in $pages; by
# the kernel's page tables each must have a memmap of that kind.
pages_of() {
	echo "$(($2 / 4096)) $(($3 / 4096))" >$PEER/hugetlb
	pages=$(awk -v kind="$4" '$1 == kind { print $2 }' $PEER/hugetlb)
	expect "HugeTLB pages of $1 whose memmap is not $4" 0 \
		"$(awk -v kind="$4" '$1 != kind { n += $2 } END { print n }' $PEER/hugetlb)"
}

# fill: WANTED more come from the range, and of all pages the range's alone keep their memmap.
fill() {
	echo $((held + WANTED)) >$POOL
	expect "2 MiB pages" $((held + WANTED)) "$(cat $POOL)"
	pages_of "the range" $BASE $SIZE whole
	ours=$pages
	pages_of "the kernel's memory" $THEIRS $THEIR_SIZE optimised
	theirs=$pages
	pages_of "boot memory" 0 $BASE optimised
	boot=$pages
	expect "2 MiB pages in all" $((held + WANTED)) $((ours + theirs + boot))
	# In a kernel zone a few more pages of the boot memory may be got on the way.
	expect_least "2 MiB pages of the range" $((WANTED * 9 / 10)) "$ours"
	expect_least "2 MiB pages of the kernel's memory" 100 "$theirs"
	expect_least "2 MiB pages of boot memory" $BOOT "$boot"
	untouched
}

untouched() {
	check_range $BASE $SIZE "$layout" "$how"
	expect "tagged frames of the memmap" "$range_host" "$(frames tagged)"
}

# by_hand BLOCK: off- and online again through sysfs, to the zone that it was in; and then pages come
# and go while the last block is offline.
by_hand() {
	as=online_movable
	[ "$(field blocks "$1" zone)" = Movable ] || as=online_kernel
	ask offline $BASE
	check_range $BASE $SIZE "$layout" offline
	set_state "$1" $as
	set_state "$1" offline
	set_state "$1" $as
	BOUNDARY_ZONE=Movable
	ask online "$BASE $how"

	set_state "$range_last" offline
	echo $((held + WANTED)) >$POOL
	echo "$held" >$POOL
	set_state "$range_last" "$how"
}

# may FILE REQUEST: it works or is refused as it may be; what worked is counted.
may() {
	if seen=$(wr "$1" "$2"); then
		echo "${1##*/} ${2##* }" >>/tmp/worked
	elif [ "$seen" != EBUSY ] && [ "$seen" != EINVAL ]; then
		echo "$1 '$2': expected success, EBUSY or EINVAL, saw $seen" >>/tmp/wrong
	fi
}

# come_and_go: pages of the pool, and some of them in a file, until /tmp/go is gone.
come_and_go() {
	while [ -e /tmp/go ]; do
		echo $((held + 200)) >$POOL
		fallocate -l $((IN_USE << 21)) /tmp/huge/file && echo filled >>/tmp/worked
		sleep 0.3
		rm -f /tmp/huge/file
		echo "$held" >$POOL
	done
}

# at_once: all of that while blocks and the range go off- and online. While a page comes or goes,
# the kernel refuses to take its block offline; so the range is given some tries.
at_once() {
	: >/tmp/go
	: >/tmp/worked
	: >/tmp/wrong
	come_and_go 2>/dev/null &
	comer=$!
	round=0
	until [ $round -ge $ROUNDS ] && grep -q "offline $BASE" /tmp/worked; do
		[ $round -lt $ROUNDS_MOST ] || break
		for n in 2 5 7 11; do
			n=$((range_first + range_host_blocks + n))
			may "$MEM/memory$n/state" offline
			may "$MEM/memory$n/state" online_movable
		done
		may $MMHP/offline $BASE
		may $MMHP/online "$BASE $how"
		round=$((round + 1))
	done
	rm /tmp/go
	wait $comer
	[ ! -s /tmp/wrong ] || fail "$(sort /tmp/wrong | uniq -c)"
	for what in filled 'state offline' 'state online_movable' "offline $BASE" "online $how"; do
		times=$(grep -c "^$what" /tmp/worked) || fail "at once: expected '$what' to work sometimes"
		echo "layout $layout, at once, $round rounds: $times times $what"
	done
	# The pages that are held may have changed places with pages of the range.
	ask offline $BASE
	hold "$held"
	BOUNDARY_ZONE=Normal
	ask online "$BASE $how"
}

# Without this module, too: nr_hugepages 64, then 40.
case $SLOWNESS-$(uname -r) in
8-6.12.*) skip "with DEBUG_VM this kernel reports a bad page for each optimised one that is given back" ;;
esac
load
auto_online offline
optimise
mkdir /tmp/huge
mount -t hugetlbfs none /tmp/huge

before=$(mem_total_kib)
hold $BOOT
expect_least "KiB gained by optimising boot memory" $((BOOT * 24)) $(($(mem_total_kib) - before))
auto_online online_movable
wr $PEER/add "0 $THEIRS $THEIR_SIZE $THEIR_SIZE 0" || fail "the kernel's own way: expected success"
hold $((BOOT + THEIR_SIZE / (2 << 20) - 1))
# To optimise boot memory changes the rest.
BASELINE='iomem blocks nodes'
baseline_take

for how in online_movable online_kernel; do
	for layout in range block; do
		BOUNDARY_ZONE=Normal
		ask probe "$BASE $SIZE layout=$layout online=$how"
		layout_set $BASE $SIZE $layout
		fill
		by_hand $((range_first + range_host_blocks))
		fill
		if [ $how = online_movable ]; then
			at_once
			fill
		fi
		echo "$held" >$POOL
		untouched
		ask remove $BASE
		baseline_check
		echo "layout $layout, $how: $ours of the range whole; optimised: $boot of boot memory, $theirs of the kernel's"
	done
	hold $((held + BOOT_NORMAL - BOOT))
done
