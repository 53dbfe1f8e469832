#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# So do two locks that one task takes in both orders, once each (lockdep).
#
# vm: --no-module
# files: module:bugs
# expect: not ok # the kernel reported a warning or a bug (99)
insmod /lib/bugs.ko what=lock-order
