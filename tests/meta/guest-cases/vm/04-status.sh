#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A status that means nothing special is a failure.
#
# vm: --no-module
# expect: not ok # exit status 3
exit 3
