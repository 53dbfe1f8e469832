#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A panic is a lost machine.
#
# vm: --no-module
# expect: not ok # the machine was lost (125)
echo c >/proc/sysrq-trigger
exit 0
