#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A case that wants more memory than there is does not run.
#
# suites: -
# touches: 100000G
# expect: skip # touches 102400000 MiB
exit 0
