#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A case that is killed is a failure.
#
# suites: -
# expect: not ok # exit status 139
kill -SEGV $$
