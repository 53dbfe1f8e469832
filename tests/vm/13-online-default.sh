#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A probe line that says nothing about it leaves the blocks as the system's default online type
# says; the module's parameter `online` comes before that, and `online=` on the line before both.
#
# vm: --mem 4G --dimm 1G@0x140000000
# files: prog:wr module:peer
# touches: 512M
# timeout: 180
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

# added_as WANTED REQUEST
added_as() {
	ask probe "$2"
	check_range $BASE $((1 << 30)) range "$1"
	ask remove $BASE
}

load
baseline_take
for how in offline online_kernel online_movable; do
	auto_online $how
	added_as $how "$BASE 1G"
done
added_as offline "$BASE 1G online=offline"

param online online_kernel
added_as online_kernel "$BASE 1G"
added_as online_movable "$BASE 1G online=online_movable"
param online default
added_as online_movable "$BASE 1G"
baseline_check
