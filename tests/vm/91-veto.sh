#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Another listener of the kernel vetoes: an add that should go online leaves nothing, a range that
# should go online stays offline, one that should go offline or away stays online as it was. One that
# takes its time is waited for: offline_timeout is for what goes offline at once, not for all of it.
#
# vm: --mem 4G --dimm 4G@0x140000000 --module memory-notifier-error-inject
# files: prog:wr module:peer module:slow
# once: trixie-backports
# touches: 640M
# timeout: 180
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

ACTIONS=/sys/kernel/debug/notifier-error-inject/memory/actions
SIZE=$((4 << 30))
ENOMEM=-12

# veto ACTION ERROR: from now on, 0 for no more.
veto() {
	echo "$2" >"$ACTIONS/$1/error"
}

load
modprobe memory-notifier-error-inject || fail "modprobe memory-notifier-error-inject: expected it to load"
auto_online offline
baseline_take

for layout in range block; do
	for how in online_kernel online_movable; do
		veto MEM_GOING_ONLINE $ENOMEM
		refused ENOMEM probe "$BASE 4G layout=$layout online=$how" "cannot go online"
		baseline_check

		ask probe "$BASE 4G layout=$layout online=offline"
		refused ENOMEM online "$BASE $how" "cannot go online"
		check_range $BASE $SIZE $layout offline
		veto MEM_GOING_ONLINE 0

		if [ $how = online_kernel ] && [ "$FOR_KERNEL" != $how ]; then
			ask remove $BASE
			baseline_check
			continue
		fi

		ask online "$BASE $how"
		veto MEM_GOING_OFFLINE $ENOMEM
		refused EBUSY offline $BASE memory71
		check_range $BASE $SIZE $layout $how
		refused EBUSY remove $BASE memory71
		check_range $BASE $SIZE $layout $how
		veto MEM_GOING_OFFLINE 0

		ask remove $BASE
		baseline_check
		echo "layout $layout, $how: as it was after each veto"
	done
done

param offline_timeout 10
ask probe "$BASE 1G layout=block online=online_movable"
insmod /lib/slow.ko ms=2500 || fail "slow: expected it to load"
ask remove $BASE
rmmod slow
baseline_check

# But not for longer than that: the block is named, and all is online again.
param offline_timeout 2
ask probe "$BASE 1G layout=block online=online_movable"
insmod /lib/slow.ko ms=2500 || fail "slow: expected it to load"
refused EBUSY remove $BASE "offline_timeout is 2 s"
check_range $BASE $((1 << 30)) block online_movable
rmmod slow
ask remove $BASE
baseline_check
