#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# So is one that reboots.
#
# vm: --no-module
# expect: not ok # the machine was lost (125)
reboot -f
