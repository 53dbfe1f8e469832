#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A kernel warning makes a failure of a script that ends well.
#
# vm: --no-module
# files: module:trouble
# expect: not ok # the kernel reported a warning or a bug (99)
insmod /lib/trouble.ko what=warn
exit 0
