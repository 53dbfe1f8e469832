#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Each line that a dry run reports is what an add then does: blocks, place and size of the memmap,
# offset, pages of 1 GiB, node, tier and zone; in both layouts, by both engines, however the range goes
# online, and from standby. Nothing has changed after the report.
#
# vm: --mem 4G --dimm 9G@0x140000000:1 --cmdline 'memory_hotplug.memmap_on_memory=1 init_on_alloc=0'
# files: prog:wr module:peer
# touches: 1536M
# timeout: 700
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

KERNEL=/sys/module/memory_hotplug/parameters
TIERS=/sys/devices/virtual/memory_tiering
POOL=/sys/kernel/mm/hugepages/hugepages-1048576kB/nr_hugepages

# report REQUEST: what a dry run of it says goes to /tmp/report
report() {
	dmesg -c >/dev/null
	ask probe "$1 dry_run=1"
	unchanged_check
	dmesg | sed -n 's/^.*mmhp_selfhost: dry run[:,] //p' >/tmp/report
	expect_least "lines of the report of '$1'" 3 "$(wc -l </tmp/report)"
}

# rows COLUMN: its values in the rows of blocks that have a device
rows() {
	columns blocks "state $1" | awk '$1 != "host" { print $2 }'
}

# tier_of NODE DISTANCE: the tier that the node is in, or that the distance gives while it is in none
tier_of() {
	for tier in "$TIERS"/memory_tier*; do
		case ,$(cat "$tier/nodelist"), in
		*,"$1",* | *,0-1,*) basename "$tier" && return ;;
		esac
	done
	echo memory_tier$(($2 / 128))
}

# describe GIGANTIC: the same lines, from what the range is
describe() {
	columns ranges 'size layout engine node host_blocks memmap_pfn memmap_pages adistance' $BASE >/tmp/row
	read -r size layout engine node host memmap pages distance </tmp/row
	blocks=$((size / BLOCK))
	printf 'would add 0x%x-0x%x on node %d: engine %s, layout %s, %d blocks of 0x%x, %d of them for the memmap alone; memmap 0x%x bytes inside the range, room for %d pages of 1 GiB\n' \
		$BASE $((BASE + size - 1)) "$node" "$engine" "$layout" $blocks $BLOCK "$host" \
		$((pages * 4096)) "$1"
	if [ "$layout" = block ]; then
		printf 'the first %s pages of each block hold its memmap\n' "$(rows offset | sort -u | xargs)"
	else
		printf 'memmap at 0x%x-0x%x; usable from memory%d on, at offset %d pages in it\n' \
			$((memmap * 4096)) $(((memmap + pages) * 4096 - 1)) \
			"$(rows block | head -n 1)" "$(rows offset | head -n 1)"
	fi
	printf 'memory type of distance %d, %s\n' "$distance" "$(tier_of "$node" "$distance")"
	zones=$(rows zone | sort -u | xargs)
	if [ "$zones" = - ]; then
		echo "stays offline"
	else
		echo "online in zone $zones"
	fi
}

# gigantic_pages: how many the range that is online gives
gigantic_pages() {
	echo $((boot_gigantic + 9)) >$POOL
	echo $(($(cat $POOL) - boot_gigantic))
	echo "$boot_gigantic" >"$POOL"
}

# true_report GIGANTIC REQUEST: reported, then added and removed
true_report() {
	report "$2"
	ask probe "$2"
	describe "$1" >/tmp/seen
	expect_same "the range that '$2' adds, and the report about it" /tmp/report /tmp/seen
	case $2 in
	*node=0*online_kernel*) expect "1 GiB pages of '$2'" "$1" "$(gigantic_pages)" ;;
	esac
	ask remove $BASE
	baseline_check
}

# may_be_kernel GIGANTIC REQUEST: the same, but for what a debug kernel might not give back
may_be_kernel() {
	if [ "$FOR_KERNEL" = online_kernel ]; then
		true_report "$@"
	else
		report "$2"
	fi
}

load
auto_online offline
echo 4 >$POOL
boot_gigantic=$(cat $POOL)
baseline_take

# With a memmap that ends in a block, with a block, and in the second block
true_report 3 "$BASE 4G node=0 online=$FOR_KERNEL"
true_report 7 "$BASE 8G node=0 online=$FOR_KERNEL"
true_report 8 "$BASE 9G node=0 online=$FOR_KERNEL"
true_report 0 "$BASE 4G node=0 online=$FOR_KERNEL layout=block"
true_report 0 "$BASE"
for layout in range block; do
	gigantic=0
	[ $layout = block ] || gigantic=3
	true_report $gigantic "$BASE 4G layout=$layout online=online_movable"
	true_report $gigantic "$BASE 4G layout=$layout online=offline adistance=1000"
	true_report $gigantic "$BASE 4G layout=$layout online=online_movable adistance=1000"
	may_be_kernel $gigantic "$BASE 4G layout=$layout online=online node=0"

	# The group of a range in layout range has no boundary block: 31 of 32 are movable at 98 %.
	echo auto-movable >$KERNEL/online_policy
	for ratio in 95 98 101; do
		echo $ratio >$KERNEL/auto_movable_ratio
		may_be_kernel $gigantic "$BASE 4G layout=$layout online=online node=0"
		grep 'online in zone' /tmp/report >>/tmp/zones."$layout"
	done
	echo contig-zones >$KERNEL/online_policy
done
expect "zones at 95, 98 and 101 %, layout range" "Normal Movable Movable" \
	"$(sed 's/.* //' /tmp/zones.range | xargs)"
expect "zones at 95, 98 and 101 %, layout block" "Normal Normal Movable" \
	"$(sed 's/.* //' /tmp/zones.block | xargs)"

# As the system has it; the kernel's engine knows no other way.
for how in offline online_movable; do
	auto_online $how
	true_report 3 "$BASE 4G"
	true_report 0 "$BASE 4G engine=core layout=block"
done
auto_online offline

report "$BASE 4G standby=1"
ask probe "$BASE 4G standby=1"
ask online "$BASE online_movable"
describe 3 | sed '$s/.*/in standby, untested and untouched until it goes online/' >/tmp/seen
expect_same "the range from standby, and the report about it" /tmp/report /tmp/seen
ask remove $BASE
baseline_check
