#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Memory blocks of 2 GiB, as a machine has them whose boot memory ends above 64 GiB: each block is
# as it should be, in both layouts, with and without a host block. Of 32 GiB, layout range gives 31
# pages of 1 GiB. In layout block the memmap takes the first GiB of each block, and the second one
# is left: 16.
#
# The boot memory ends at 66 GiB, where the range begins. All but its first 4 GiB and its last 256
# MiB is a hole, which spares the guest a memmap of 1 GiB, and us to take its 1 GiB pages first.
#
# vm: --mem 4G --dimm 256M@0x1070000000 --dimm 130G@0x1080000000
# vm: --cmdline 'memmap=256M@0x1070000000 init_on_alloc=0'
# files: prog:wr module:peer tests/lib/guest-huge.sh:/lib/guest-huge.sh
# once: trixie-backports
# touches: 1536M
# timeout: 400
# debug: no, KASAN has notes on 32 GiB in DRAM, 4 GiB, and the guest has no more
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-huge.sh
. /lib/guest-huge.sh

BASE=0x1080000000

expect "memory block size" $((2 << 30)) $BLOCK
load
auto_online offline
optimise
gigantic_boot
baseline_take

# geometry GIB HOW: each block is as it should be, offline and as HOW says.
geometry() {
	for layout in range block; do
		ask probe "$BASE ${1}G layout=$layout"
		check_range $BASE $(($1 << 30)) $layout offline
		if [ "$2" != offline ]; then
			ask online "$BASE $2"
			check_range $BASE $(($1 << 30)) $layout "$2"
		fi
		ask remove $BASE
		baseline_check
	done
	echo "$1 GiB: each block as it should be"
}

geometry 2 online_movable
geometry 32 online_movable
# The memmap of 130 GiB is one host block and a piece of the next one.
geometry 130 offline

gigantic 32 range online_kernel 31
gigantic 32 block online_kernel 16
gigantic_movable 32 range 31
baseline_check
