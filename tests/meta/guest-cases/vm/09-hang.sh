#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A script that does not end is a lost machine.
#
# vm: --no-module
# timeout: 20
# expect: not ok # the machine was lost (125)
sleep 100000
