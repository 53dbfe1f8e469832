#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# With Secure Boot and lockdown=integrity the module works where it is signed with a key that the
# firmware has: debugfs takes no request, sysfs and the command line take all of them, but for
# allow=reserved. Without a signature it is refused.
#
# The kernel reads the keys from the firmware's variables, which PREEMPT_RT does not unless told so by
# efi=runtime.
#
# vm: --secure-boot --mem 4G --dimm 1G@0x180000000 --cmdline 'lockdown=integrity efi=runtime memmap=256M$0x120000000'
# files: prog:wr module:peer tests/lib/guest-sysfs.sh:/lib/guest-sysfs.sh
# debug: no, that kernel has no lockdown
# once: trixie
# touches: 1G
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-sysfs.sh
. /lib/guest-sysfs.sh

BASE=0x180000000 # this machine has 2 GiB below 4 GiB
KEPT=0x120000000 # 256 MiB of boot RAM, kept back
LOCKDOWN=/sys/kernel/security/lockdown
MODULE=/lib/modules/$(uname -r)/updates/dkms/mmhp_selfhost.ko

mount -t securityfs securityfs /sys/kernel/security
expect "lockdown" "none [integrity] confidentiality" "$(cat $LOCKDOWN)"
dmesg | grep -q 'secureboot: Secure boot enabled' || fail "expected Secure Boot to be on"

# What follows the signature hides it.
cp "$MODULE" /tmp/unsigned.ko
echo >>/tmp/unsigned.ko
! insmod /tmp/unsigned.ko || fail "insmod of a module without a signature: expected a refusal"

load
auto_online offline
baseline_take
check_locked integrity $KEPT

mmhp add $BASE 1G online=online_movable
expect "what mmhp has added" "0x40000000 range 8" "$(columns ranges 'size layout online' $BASE)"
mmhp remove $BASE
baseline_check
