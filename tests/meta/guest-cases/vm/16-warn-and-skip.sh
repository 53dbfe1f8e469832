#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A kernel warning also makes a failure of a script that skips.
#
# vm: --no-module
# files: module:trouble
# expect: not ok # the kernel reported a warning or a bug (99)
insmod /lib/trouble.ko what=warn
echo 'SKIP: nothing to see'
exit 77
