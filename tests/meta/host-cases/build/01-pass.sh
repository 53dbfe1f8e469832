#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A case that ends well passes.
#
# suites: -
# expect: ok
exit 0
