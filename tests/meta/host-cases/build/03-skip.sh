#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A skip gives its last line as the reason.
#
# suites: -
# expect: skip # no such thing here
echo 'no such thing here'
echo
exit 77
