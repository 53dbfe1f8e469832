#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A file that nobody may execute is a failure, not an omission.
#
# suites: -
# expect: not ok # could not be started (126)
exit 0
