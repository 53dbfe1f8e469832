#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A guest program that does not build is told apart from a failing guest.
#
# vm: --no-module
# files: prog:broken
# expect: not ok # something the guest needs did not build (126)
exit 0
