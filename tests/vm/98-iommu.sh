#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Where Intel's IOMMU maps memory as it goes online, a range goes on- and offline in runs that no page of 1 GiB
# of the IOMMU fits into: a block of it may leave by itself, and the kernel would take the rest for a page table.
# 6.1 has that, where the IOMMU's hardware cannot pass devices through.
#
# vm: --mem 12G --qemu '-machine q35 -device intel-iommu,pt=off,intremap=off'
# vm: --cmdline 'mem=6G intel_iommu=on iommu=pt'
# suites: bookworm
# files: prog:wr module:peer
# touches: 1G
# timeout: 240
# debug: no, that kernel has no driver for the IOMMU
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

TRACING=/sys/kernel/tracing
RANGE=0x180000000 # what mem= keeps back; on this machine 2 GiB of RAM lie below 4 GiB

# longest EVENT: the most pages of one call
longest() {
	sed -n "s/^.* $1: .* nr=//p" $TRACING/trace | sort -n | tail -n 1
}

dmesg | grep -q 'DMAR: dmar0: ' || fail "expected an IOMMU by Intel"
mount -t tracefs tracefs $TRACING 2>/dev/null || :
echo 'p:runs/up online_pages nr=%si:u64' >$TRACING/kprobe_events
echo 'p:runs/down offline_pages nr=%si:u64' >>$TRACING/kprobe_events
echo 1 >$TRACING/events/runs/enable

load
auto_online offline
baseline_take
ask probe "$RANGE 4G online=online_movable"
set_state $(($(block_of $RANGE) + 12)) offline
set_state $(($(block_of $RANGE) + 12)) online_movable
ask remove $RANGE
baseline_check
for event in up down; do
	pages=$(longest $event)
	expect_least "pages of the longest run, $event" $((2 * BLOCK_PAGES)) "$pages"
	expect_most "pages of the longest run, $event" $(((1 << 18) - BLOCK_PAGES)) "$pages"
done
