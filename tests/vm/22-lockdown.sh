#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Once the kernel is locked down, debugfs takes no request and sysfs takes all of them, but for
# allow=reserved, which is refused with a sentence that says so. The tables can still be read.
# (The module is loaded before, unsigned; 24-secure-boot has one that is signed.)
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

load
mount -t securityfs securityfs /sys/kernel/security
[ -e $LOCKDOWN ] || fail "$LOCKDOWN: expected the kernel to have lockdown"
auto_online offline
baseline_take
ask probe "$KEPT 256M allow=reserved"
ask remove $KEPT
baseline_check
for level in integrity confidentiality; do
	echo $level >$LOCKDOWN
	check_locked $level $KEPT
done
