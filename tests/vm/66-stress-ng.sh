#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# stress-ng --memhotplug switches the blocks of two ranges off and on by hand for a minute, while the
# ranges go on- and offline as a whole. Requests for these work or answer EBUSY, and afterwards all
# can be onlined, is as it should be, and can be removed.
#
# (It onlines with a plain `online`; the kernel's policy auto-movable keeps that in the movable zone.)
#
# vm: --parallel --mem 4G --dimm 2G@0x140000000 --cmdline memory_hotplug.online_policy=auto-movable
# files: prog:wr tool:stress-ng module:peer tests/lib/guest-races.sh:/lib/guest-races.sh
# once: trixie-backports
# touches: 1536M
# timeout: 300
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-races.sh
. /lib/guest-races.sh

RACE_SECONDS=${1:-60}
BLOCKS=0x180000000
SIZE=$((1 << 30))

# stress_root: stress-ng takes each block that it sees for its own. It shall see none of the boot memory:
# in the root that it has, only the blocks of the ranges are where blocks are.
stress_root() {
	mkdir -p /tmp/root /tmp/memory
	mount --rbind / /tmp/root
	for block in $(seq "$(block_of $BASE)" $(($(block_of $BLOCKS) + SIZE / BLOCK - 1))); do
		mkdir "/tmp/memory/memory$block"
		mount --bind "$MEM/memory$block" "/tmp/memory/memory$block"
	done
	mount --rbind /tmp/memory /tmp/root$MEM
}

stress() {
	chroot /tmp/root stress-ng --memhotplug 2 --timeout "$RACE_SECONDS" --metrics >/tmp/stress 2>&1 ||
		wrong "stress-ng: $(cat /tmp/stress)"
}

on_and_off() {
	may EBUSY $MMHP/offline "$1" || :
	may EBUSY $MMHP/online "$1 online_movable"
}

# by_hand BLOCK: what stress-ng comes to do with one of many, often; EINVAL if it is offline already.
by_hand() {
	may 'EBUSY|EINVAL' "$MEM/memory$1/state" offline || :
}

load
auto_online offline
baseline_take
ask probe "$BASE $SIZE online=online_movable"
ask probe "$BLOCKS $SIZE layout=block online=online_movable"
stress_root
race_begin "$RACE_SECONDS"
race stress-ng stress
race 'on and off' on_and_off $BASE
race 'on and off, layout block' on_and_off $BLOCKS
race 'the first by hand' by_hand "$(block_of $BASE)"
race_least 4 'on and off'
race_least 4 'on and off, layout block'
race_end
cat /tmp/stress
expect_least "blocks that stress-ng switched" 10 \
	"$(awk '$4 == "memhotplug" && $5 ~ /^[0-9]+$/ { print $5 }' /tmp/stress)"
first=$(block_of $BASE)
expect_least "times that memory$first had to wait for others" 1 \
	"$(dmesg | grep -c "memory$first: EBUSY: .* has to go offline first")"
for range in $BASE $BLOCKS; do
	ask offline "$range"
	ask online "$range online_movable"
done
check_range $BASE $SIZE range online_movable
check_range $BLOCKS $SIZE block online_movable
ask remove $BASE
ask remove $BLOCKS
baseline_check
