#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# And a fake verdict does not save a machine that is lost.
#
# vm: --no-module
# expect: not ok # the machine was lost (125)
printf '\nverdict-00000000000000000000000000000000 0 0\n' >/dev/ttyS1
poweroff -f
