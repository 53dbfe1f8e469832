#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# So does an oops: the process dies, the kernel goes on.
#
# vm: --no-module
# files: module:trouble
# expect: not ok # the kernel reported a warning or a bug (99)
insmod /lib/trouble.ko what=oops
exit 0
