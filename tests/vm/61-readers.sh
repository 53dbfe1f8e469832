#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Whatever reads about memory for two minutes while a range comes and goes does no harm, and comes to
# none. It reads page flags and counts by pfn, zone tables, the memory itself through kcore, the
# attributes of blocks, this module's tables and files; on a debug kernel also the kernel's page tables,
# and all memory in search of leaks. (Compaction is left out, see 65-compaction. So is valid_zones
# before 7.x: a block is visible there before the kernel has told it its node, and reading the attribute
# crashes.)
#
# vm: --parallel --mem 4G --dimm 2G@0x140000000
# files: prog:wr module:peer tests/lib/guest-races.sh:/lib/guest-races.sh
# once: bookworm
# touches: 1536M
# timeout: 400
# brief: 20
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-races.sh
. /lib/guest-races.sh

RACE_SECONDS=${1:-120}
PFN=$((BASE / 4096))
SIZE=$((2 << 30))
# On debug kernels
PTDUMP=/sys/kernel/debug/page_tables/kernel KMEMLEAK=/sys/kernel/debug/kmemleak

# A reader may find that what it looks for has just gone, which does not count.
reads() {
	"$@" >/dev/null 2>&1
}

by_pfn() {
	reads dd if="$1" bs=64K skip=$((PFN * 8 / 65536)) count=64
}

# The file has a page of headers, and then memory by its address.
kcore() {
	reads dd if=/proc/kcore bs=64K skip=$((BASE / 65536)) count=64 &&
		reads dd if=/proc/kcore bs=64K skip=$(((BASE + SIZE) / 65536 - 64)) count=64
}

leaks() {
	echo scan >$KMEMLEAK
}

# All but the folder timing are files.
directories() {
	reads cat $SYSFS/0x*/[!t]* $SYSFS/0x*/timing/* $SYSFS/error
}

attributes() {
	case $(uname -r) in
	6.*) reads cat "$MEM"/memory*/state "$MEM"/memory*/removable ;;
	*) reads cat "$MEM"/memory*/state "$MEM"/memory*/valid_zones "$MEM"/memory*/removable ;;
	esac
}

# The tables and the blocks are right with the readers about. Both layouts and both zones in turn.
come_and_go() {
	turn=$(race_times 'come and go')
	layout=range how=online_movable
	[ $((turn % 2)) = 0 ] || layout=block
	[ $((turn / 2 % 2)) = 0 ] || how=$FOR_KERNEL
	must $MMHP/probe "$BASE 2G layout=$layout online=$how" || return
	check_range $BASE $SIZE $layout "$how"
	must $MMHP/remove $BASE
}

# reader NAME COMMAND...: one more of those that read until it is over
reader() {
	readers="${readers-} $1"
	race "$@"
}

# slow_reader NAME COMMAND...: one that takes minutes
slow_reader() {
	race "$@"
	race_least 1 "$1"
}

load
auto_online offline
baseline_take
race_begin "$RACE_SECONDS"
reader kpageflags by_pfn /proc/kpageflags
reader kpagecount by_pfn /proc/kpagecount
reader zones reads cat /proc/zoneinfo /proc/pagetypeinfo /proc/buddyinfo /proc/vmstat /proc/iomem
reader attributes attributes
reader tables reads cat $MMHP/ranges $MMHP/blocks $MMHP/error_log
reader directories directories
reader links reads ls -lR /sys/devices/system/node $MEM
reader kcore kcore
[ ! -e $PTDUMP ] || slow_reader ptdump reads cat $PTDUMP
[ ! -e $KMEMLEAK ] || slow_reader kmemleak leaks
race 'come and go' come_and_go
for reader in $readers; do
	race_least 5 "$reader"
done
race_least 3 'come and go'
race_end
baseline_check
