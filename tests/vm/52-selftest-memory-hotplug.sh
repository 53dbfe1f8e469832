#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The kernel's own test of memory hotplug, mem-on-off-test.sh of its selftests, passes on the blocks
# of a range, errors injected into the memory notifier included. In layout range it is told to
# leave one block: the boundary block may go offline last only, and the test begins with the first.
#
# vm: --mem 4G --dimm 1G@0x140000000:1 --module memory-notifier-error-inject
# vm: --cmdline 'memory_hotplug.online_policy=auto-movable memory_hotplug.auto_movable_numa_aware=N'
# files: prog:wr module:peer selftests tool:bash tool:bc
# files: tests/lib/guest-selftests.sh:/lib/guest-selftests.sh
# once: trixie-backports
# touches: 1G
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-selftests.sh
. /lib/guest-selftests.sh

SIZE=$((1 << 30))
BLOCKS=$((SIZE / BLOCK))

# on_off LAYOUT WANTED: the test offlines and onlines so many of the blocks of a range. It is told
# percents, and rounds up.
on_off() {
	ask probe "$BASE 1G layout=$1 online=online_movable"
	check_range $BASE $SIZE "$1" online_movable
	only_ours
	bash /selftests/mem-on-off-test.sh -r $(($2 * 100 / BLOCKS)) >/tmp/log 2>&1 ||
		fail "layout $1: $(cat /tmp/log)"
	all_again
	expect "blocks that the test took offline first, layout $1" "$2" \
		"$(grep -c -e '-> Success' /tmp/log)"
	if grep -i 'skip' /tmp/log | grep -v 'no hot-pluggable memory in offline state'; then
		fail "layout $1: the test left something out"
	fi
	check_range $BASE $SIZE "$1" online_movable
	ask remove $BASE
	baseline_check
}

load
auto_online offline
baseline_take
on_off block $BLOCKS
on_off range $((BLOCKS - 1))
