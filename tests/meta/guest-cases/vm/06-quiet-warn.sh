#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# So does one that the script keeps from the console.
#
# vm: --no-module
# files: module:trouble
# expect: not ok # the kernel reported a warning or a bug (99)
dmesg -n 1
insmod /lib/trouble.ko what=warn
dmesg -c >/dev/null
exit 0
