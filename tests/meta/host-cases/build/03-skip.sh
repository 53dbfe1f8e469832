#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A skip gives what its last line says as the reason.
#
# suites: -
# expect: skip # no such thing here
echo 'SKIP: no such thing here'
echo
exit 77
