#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Once the kernel is locked down, debugfs takes no request and sysfs takes all of them, but for
# allow=reserved, which is refused with a sentence that says so. The tables can still be read.
# (The module is loaded before: the guest's kernel trusts no key that signed it.)
#
# vm: --mem 4G --dimm 1G@0x140000000 --cmdline 'memmap=256M$0x120000000'
# files: prog:wr module:peer tests/lib/guest-sysfs.sh:/lib/guest-sysfs.sh
# debug: no, that kernel has no lockdown
# touches: 640M
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-sysfs.sh
. /lib/guest-sysfs.sh

KEPT=0x120000000 # 256 MiB of boot RAM, kept back
LOCKDOWN=/sys/kernel/security/lockdown

# locked LEVEL: all that is promised under it
locked() {
	echo "$1" >$LOCKDOWN
	for file in probe remove online offline standby; do
		expect "$file of debugfs, $1" "open: EPERM" "$(wr $MMHP/$file "$BASE" || :)"
	done
	sysfs_refused EPERM probe "$KEPT 256M allow=reserved" "locked down" allow=reserved
	sysfs_refused EPERM probe "$KEPT 256M allow=reserved dry_run=1" "locked down"
	sysfs_refused EPERM probe "$BASE 1G allow=reserved" "locked down"
	baseline_check
	sysfs_refused EEXIST probe "$KEPT 256M" Reserved
	for layout in range block; do
		sysfs probe "$BASE 1G layout=$layout online=offline"
		layout_set $BASE $((1 << 30)) $layout
		check_directory offline
		sysfs online "$BASE online_movable"
		check_directory online_movable
		layout_rows online_movable >/tmp/want
		columns blocks 'block state zone memmap_pfn offset first_pfn tagged host_pages memmap_zone' >/tmp/seen
		expect_same "blocks under lockdown" /tmp/want /tmp/seen
		sysfs offline $BASE
		sysfs standby $BASE
		check_directory standby
		sysfs online "$BASE online_kernel"
		check_directory online_kernel
		sysfs remove $BASE
		baseline_check
	done
	grep -q 'engine direct usable' $MMHP/features || fail "features: expected engine direct to be usable"
}

load
mount -t securityfs securityfs /sys/kernel/security
[ -e $LOCKDOWN ] || fail "$LOCKDOWN: expected the kernel to have lockdown"
auto_online offline
baseline_take
ask probe "$KEPT 256M allow=reserved"
ask remove $KEPT
baseline_check
locked integrity
locked confidentiality
