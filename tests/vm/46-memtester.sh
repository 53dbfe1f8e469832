#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# memtester finds no fault in the memory of a range, in both layouts; numactl binds it to the
# range's node, which has no other memory.
#
# vm: --mem 4G --dimm 1G@0x140000000:1
# files: prog:wr module:peer tool:memtester tool:numactl
# files: tests/lib/guest-selftests.sh:/lib/guest-selftests.sh
# once: bookworm
# touches: 1G
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-selftests.sh
. /lib/guest-selftests.sh

SIZE=$((1 << 30))

load
auto_online offline
baseline_take
for layout in range block; do
	ask probe "$BASE 1G layout=$layout online=online_movable"
	numactl --membind=1 memtester 8M 1 >/tmp/log 2>&1 || fail "layout $layout: $(tail -n 20 /tmp/log)"
	grep -q '^Done' /tmp/log || fail "layout $layout: expected memtester to end, saw $(tail -n 5 /tmp/log)"
	check_range $BASE $SIZE $layout online_movable
	ask remove $BASE
	baseline_check
done
