#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A script and a module that do nothing wrong pass.
#
# vm: --no-module
# files: module:bugs
# expect: ok
insmod /lib/bugs.ko
