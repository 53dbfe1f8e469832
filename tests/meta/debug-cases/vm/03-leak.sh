#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# So does a leak, which nothing speaks of before the end (kmemleak).
#
# vm: --no-module
# files: module:bugs
# expect: not ok # the kernel reported a warning or a bug (99)
insmod /lib/bugs.ko what=leak
