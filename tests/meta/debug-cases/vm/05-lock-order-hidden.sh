#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# So do they where the script keeps the report from the console.
#
# vm: --no-module
# files: module:bugs
# expect: not ok # the kernel reported a warning or a bug (99)
dmesg -n 1
insmod /lib/bugs.ko what=lock-order
dmesg -c >/dev/null
