#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A guest that fails, warns, oopses, panics, hangs, stands still, is switched off or
# forges a verdict never comes out as a pass, and each is called by its name.
#
# suites: bookworm
# touches: 3G
# timeout: 900
set -euo pipefail
# shellcheck source=tests/lib/meta.sh
. "$(dirname "$0")/../lib/meta.sh"
cases=$tree/tests/meta/guest-cases

run_tests 1 vm --suite "$1" --cases "$cases"
check_expectations vm "$1 " "$cases/vm"
grep -q '| these are its words' "$work/output" || fail 'the words of a failing guest are not shown'
grep -q 'asked for by the test' "$work/output" || fail 'the report of the kernel is not shown'
grep -q 'Kernel panic' "$work/output" || fail 'the panic is not shown'
