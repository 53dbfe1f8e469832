#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What is written to a free page (page poisoning) makes a failure of a script that ends well.
#
# vm: --no-module
# files: module:bugs
# expect: not ok # the kernel reported a warning or a bug (99)
insmod /lib/bugs.ko what=free-page
