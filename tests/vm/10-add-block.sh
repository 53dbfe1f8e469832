#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# `echo ADDR > probe` adds exactly one block, whose first pages hold its own memmap.
#
# vm: --kaslr --mem 4G --dimm 1G@0x140000000
# files: prog:wr module:peer
# touches: 512M
# timeout: 120
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

load
auto_online offline
baseline_take

echo $BASE >$MMHP/probe
ls $MEM >/tmp/now
expect "new entries of $MEM" "+memory$(block_of $BASE)" \
	"$(diff /tmp/baseline.blocks /tmp/now | grep '^[-+]memory')"
expect "iomem entry" "140000000-$(printf %x $((BASE + BLOCK - 1))) : System RAM (mmhp_selfhost)" \
	"$(grep mmhp_selfhost /proc/iomem)"
check_range $BASE $BLOCK range offline

ask online "$BASE online_kernel"
check_range $BASE $BLOCK range online_kernel
expect "growth of MemTotal in KiB" $(((BLOCK - BLOCK / 64) / 1024)) \
	$(($(mem_total_kib) - $(cat /tmp/baseline.MemTotal)))

ask remove $BASE
ask probe "$BASE online=online_movable"
check_range $BASE $BLOCK range online_movable
ask remove "$BASE $BLOCK"
baseline_check
