#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A case that has no meaning on a debug kernel is left out, and says why.
#
# vm: --no-module
# debug: no, there is nothing to see
# expect: skip # there is nothing to see
exit 1
