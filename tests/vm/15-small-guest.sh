#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A small guest, all of whose boot memory is below 4 GiB, grows by a movable range and gives it back
# after a while of ordinary use: nothing of the range may have become kernel memory.
#
# vm: --mem 1G --dimm 20G@0x140000000
# files: prog:wr module:peer
# touches: 1536M
# timeout: 180
# debug: no, KASAN has notes on 20 GiB in DRAM, 2.5 GiB, and the guest has 1 GiB
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

load
auto_online offline
baseline_take

for layout in block range; do
	ask probe "$BASE 20G layout=$layout online=online_movable"
	# Ordinary use: processes, files, directory entries.
	find /sys /proc/self >/tmp/files 2>/dev/null || :
	cp -r /bin /lib /tmp
	rm -r /tmp/bin /tmp/lib
	ask remove $BASE
	baseline_check
	echo "layout $layout: back again"
done
