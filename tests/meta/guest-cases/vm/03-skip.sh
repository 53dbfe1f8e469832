#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# 77 is a skip, with the last line as the reason.
#
# vm: --no-module
# expect: skip # the moon is not full
echo 'looking at the sky'
echo 'the moon is not full'
exit 77
