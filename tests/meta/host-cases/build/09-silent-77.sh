#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A program that ends with 77 makes no skip of a case that does not say why.
#
# suites: -
# expect: not ok # exit status 77 without a word of a skip
set -e
sh -c 'echo "may not do that"; exit 77'
