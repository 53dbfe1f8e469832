#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A machine that is switched off before the script has ended is a lost machine.
#
# vm: --no-module
# expect: not ok # the machine was lost (125)
echo 'all is well'
poweroff -f
