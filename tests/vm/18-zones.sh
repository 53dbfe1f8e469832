#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# With online_policy=auto-movable the kernel decides for a whole range at once, by what it takes in
# all. A range that is too large to be movable is not movable in part. A range that is made movable
# beyond the ratio is warned about, also by dry_run.
#
# vm: --mem 4G --dimm 8G@0x140000000
# files: prog:wr module:peer
# touches: 1G
# timeout: 120
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

KERNEL=/sys/module/memory_hotplug/parameters

# decides LAYOUT RATIO HOW: the policy with that ratio onlines a range of 8 GiB as HOW says.
decides() {
	echo "$2" >$KERNEL/auto_movable_ratio
	ask probe "$BASE 8G layout=$1 online=online"
	check_range $BASE $((8 << 30)) "$1" "$3"

	# A block by hand follows the rest of its range.
	n=$((range_last - 3))
	set_state $n offline
	set_state $n online
	check_range $BASE $((8 << 30)) "$1" "$3"
	ask remove $BASE
	baseline_check
}

# warned YES|NO REQUEST
warned() {
	dmesg -c >/dev/null
	ask probe "$2"
	seen=no
	! dmesg | grep -q "as movable makes .* the kernel may run out of memory" || seen=yes
	expect "a warning about '$2'" "$1" $seen
}

load
auto_online offline
baseline_take

expect "online_policy at the start" contig-zones "$(cat $KERNEL/online_policy)"
echo auto-movable >$KERNEL/online_policy
for layout in range block; do
	# Of 4 GiB that the kernel can use, 300 % would be 12 GiB, and 110 % half of the range.
	decides $layout 300 online_movable
	[ "$FOR_KERNEL" = online_movable ] || decides $layout 110 online_kernel
done
echo contig-zones >$KERNEL/online_policy

param movable_ratio 110
warned yes "$BASE 8G online=online_movable dry_run=1"
baseline_check
warned no "$BASE 8G online=online_kernel dry_run=1"
warned no "$BASE 2G online=online_movable dry_run=1"
warned yes "$BASE 8G online=online_movable"
ask remove $BASE
param movable_ratio 300
warned no "$BASE 8G online=online_movable dry_run=1"
param movable_ratio 0
warned no "$BASE 8G online=online_movable dry_run=1"
baseline_check
