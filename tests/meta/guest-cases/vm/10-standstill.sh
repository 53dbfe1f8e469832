#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A machine that stands still with all its CPUs is a lost machine.
#
# vm: --no-module --smp 1
# files: module:trouble
# timeout: 20
# expect: not ok # the machine was lost (125)
insmod /lib/trouble.ko what=spin
exit 0
