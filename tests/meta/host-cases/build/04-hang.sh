#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A case that hangs is a failure, and what it started goes with it.
#
# suites: -
# timeout: 2
# expect: not ok # hung: stopped after 2 s
sleep 54321 &
wait
