#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A case that ignores the friendly signal ends as well.
#
# suites: -
# timeout: 2
# expect: not ok # hung: stopped after 2 s
trap '' TERM
while :; do sleep 1; done
