# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# What a range must look like, by arithmetic: part of guest.sh, which reads it from /lib/guest-range.sh.

# layout_set START SIZE range|block: the arithmetic of a range, for the functions below.
layout_set() {
	range_start=$(printf '0x%x' "$1")
	range_pfn=$(($1 / 4096))
	range_pages=$(($2 / 4096))
	range_layout=$3
	range_blocks=$(($2 / BLOCK))
	range_first=$(($1 / BLOCK))
	range_last=$((range_first + range_blocks - 1))
	range_host=$((range_pages / 64))
	range_host_blocks=0
	[ "$3" = block ] || range_host_blocks=$((range_host / BLOCK_PAGES))
	range_usable=$((range_blocks - range_host_blocks))
}

# layout_offset BLOCK: how many host pages a block of the range of layout_set begins with.
layout_offset() {
	if [ "$range_layout" = block ]; then
		offset=$((BLOCK_PAGES / 64))
	else
		offset=$((range_host - ($1 - range_first) * BLOCK_PAGES))
		[ $offset -ge 0 ] || offset=0
		[ $offset -le $BLOCK_PAGES ] || offset=$BLOCK_PAGES
	fi
}

# Where the host pages of the boundary block are while the range is movable: with the rest of it where
# the boot memory has no ZONE_NORMAL. A case that onlines that block by hand sets Movable, too: the
# kernel keeps a block in one zone.
BOUNDARY_ZONE=$(awk '/^Node/ { zone = $4 } $1 == "present" && zone == "Normal" && $2 { seen = 1 }
	END { print seen ? "Normal" : "Movable" }' /proc/zoneinfo)

# layout_memmap_zone HOW: the zone of the pfn $memmap, a host page. In layout range it is a kernel
# zone, unless the only block that has usable pages carries it.
layout_memmap_zone() {
	memmap_zone=Movable
	if [ "$1" = offline ]; then
		memmap_zone=-
	elif [ "$1" = online_kernel ]; then
		memmap_zone=Normal
	elif [ "$range_layout" = block ]; then
		memmap_zone=Movable
	elif [ $((memmap / BLOCK_PAGES - range_first)) -lt "$range_host_blocks" ]; then
		memmap_zone=Normal
	elif [ "$range_usable" -gt 1 ]; then
		memmap_zone=$BOUNDARY_ZONE
	fi
}

# layout_rows offline|online_kernel|online_movable: the rows of `blocks` by the arithmetic alone. Host
# pages are set up, and so tagged, while memory whose struct pages they hold can be online.
layout_rows() {
	n=$range_first
	while [ "$n" -le "$range_last" ]; do
		layout_offset "$n"
		pfn=$((n * BLOCK_PAGES))
		memmap=$((range_pfn + (n - range_first) * (BLOCK_PAGES / 64)))
		[ "$range_layout" = range ] || memmap=$pfn
		first=$(printf '0x%x' $((pfn + offset)))
		state=online zone=Movable tagged=$offset
		case $1 in
		offline) state=offline zone=- tagged=0 ;;
		online_kernel) zone=Normal ;;
		esac
		layout_memmap_zone "$1"
		if [ "$offset" -eq $BLOCK_PAGES ]; then
			state=host first=- zone=host
		fi
		printf '%d %s %s 0x%x %d %s %d %d %s\n' \
			"$n" $state $zone "$memmap" "$offset" "$first" "$tagged" "$offset" "$memmap_zone"
		n=$((n + 1))
	done
}

# check_range START SIZE LAYOUT offline|online_kernel|online_movable: `ranges`, `blocks`, sysfs and
# the real place of each struct page, as the peer sees it, agree with the arithmetic for each block.
check_range() {
	layout_set "$1" "$2" "$3"
	online=$range_usable
	[ "$4" != offline ] || online=0
	expect "row of range $1 $2 $3 $4" \
		"$(printf '0x%x %s %d %d %d 0x%x %d' "$2" "$3" $range_usable $online \
			$range_host_blocks $range_pfn $range_host)" \
		"$(columns ranges 'size layout blocks online host_blocks memmap_pfn memmap_pages' \
			"$range_start")"
	layout_rows "$4" >/tmp/want
	# The zone of a host block has no meaning to a user: any word will do.
	columns blocks 'block state zone memmap_pfn offset first_pfn tagged host_pages memmap_zone' |
		awk -v a=$range_first -v b=$range_last '$1 >= a && $1 <= b {
			if ($2 == "host")
				$3 = "host"
			print
		}' >/tmp/seen
	expect_same "blocks of range $1 $2 $3 $4" /tmp/want /tmp/seen
	while read -r n state _; do
		if [ "$state" = host ]; then
			[ ! -e "$MEM/memory$n" ] || fail "memory$n: expected no device for a host block"
		else
			read -r seen <"$MEM/memory$n/state"
			expect "state of memory$n" "$state" "$seen"
		fi
	done </tmp/want
	expect "misplaced memmap frames of range $1 $2 $3 $4" 0 "$(frames wrong)"
}

# frames wrong|tagged: of the memmap frames of the range of layout_set, how many the peer finds
# elsewhere in the page tables than the arithmetic says, and how many carry the tag.
frames() {
	period=$range_pages
	[ "$range_layout" = range ] || period=$BLOCK_PAGES
	echo "$range_pfn $range_pages $period" >$PEER/frames
	awk -v what="$1" '$1 == what { print $2 }' $PEER/frames
}
