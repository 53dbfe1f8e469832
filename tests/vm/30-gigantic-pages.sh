#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# 1 GiB pages: layout range gives all but those that the memmap itself occupies, with HugeTLB's own
# vmemmap optimisation on, and each frame of the memmap stays where it was while they are held and
# after. In a movable zone too, where the kernel can do that. Layout block has room for none.
# A range goes away with such pages in it that nobody uses.
#
# vm: --mem 4G --dimm 20G@0x140000000 --cmdline 'init_on_alloc=0'
# files: prog:wr module:peer tests/lib/guest-huge.sh:/lib/guest-huge.sh
# touches: 1G
# timeout: 400
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-huge.sh
. /lib/guest-huge.sh

if [ "$FOR_KERNEL" = online_movable ] && [ ! -e $MOVABLE_1G ]; then
	skip "a debug kernel has its notes on the range in the range, and leaves no whole GiB"
fi
load
auto_online offline
optimise
gigantic_boot
baseline_take

if [ "$FOR_KERNEL" = online_kernel ]; then
	gigantic 4 range online_kernel 3
	gigantic 20 range online_kernel 19
	gigantic 4 block online_kernel 0
	gigantic_kept 4 range online_kernel
fi
gigantic_movable 4 range 3
baseline_check
