#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# 77 is a skip, if the last line says so; what follows is the reason.
#
# vm: --no-module
# expect: skip # the moon is not full
echo 'looking at the sky'
echo 'SKIP: the moon is not full'
exit 77
