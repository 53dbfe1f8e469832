#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A script that ends well is a pass, whatever it prints, and even if it leaves a
# child behind.
#
# vm: --no-module
# files: prog:hello
# expect: ok
sleep 1000 &
hello | grep -q 'hello from the guest' || exit 1
printf 'no newline at the end'
