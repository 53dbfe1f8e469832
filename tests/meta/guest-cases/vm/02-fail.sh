#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A script that fails is a failure, and its words are shown.
#
# vm: --no-module
# expect: not ok # the guest script failed
echo 'these are its words'
exit 1
