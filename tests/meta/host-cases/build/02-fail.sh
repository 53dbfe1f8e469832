#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A case that fails shows the end of its log.
#
# suites: -
# expect: not ok # exit status 1
echo 'the last words'
exit 1
