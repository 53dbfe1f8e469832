#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The runner reports passes, failures, skips, hangs and crashes as what they are,
# shows why, counts them, and its exit status is 0 only if something passed and
# nothing failed.
#
# suites: -
# touches: 512M
set -euo pipefail
# shellcheck source=tests/lib/meta.sh
. "$(dirname "$0")/../lib/meta.sh"
# shellcheck source=scripts/lab/common.sh
. "$tree/scripts/lab/common.sh"
# shellcheck source=scripts/lab/tree.sh
. "$tree/scripts/lab/tree.sh"
cases=$tree/tests/meta/host-cases

run_tests 1 build --cases "$cases"
check_expectations build '' "$cases/build"
grep -q '| the last words' "$work/output" || fail 'the log of a failed case is not shown'
! runs 'sleep 54321' || fail 'what a hung case has started is still there'
logs=$(sed -n 's/^logs: //p' "$work/output")
grep -q 'the last words' "$logs/build-02-fail.log" || fail 'no log where the runner says it is'

run_tests 0 build --cases "$cases" --case 01
closing_line '1 passed, 0 failed, 0 skipped'
run_tests 0 build --cases "$cases" --case 01 --case 03-skip
closing_line '1 passed, 0 failed, 1 skipped'
run_tests 1 build --cases "$cases" --case 03
closing_line '0 passed, 0 failed, 1 skipped'
run_tests 1 build --cases "$cases" --case 'no-such-case'
closing_line '0 passed, 0 failed, 0 skipped'
run_tests 2 no-such-kind
run_tests 2 build --jobs 0

# A kind whose cases cannot be listed must not look like a kind without cases.
mkdir "$work/tree"
lab_tree_files | lab_tree_copy "$work/tree"
sed -i '1a (' "$work/tree/tests/unit/run"
tree=$work/tree run_tests 2 unit --case no-such-case
grep -q 'unit: --list failed' "$work/output" || fail 'no word about the cases that cannot be listed'

CI=true run_tests 1 build --cases "$cases" --case 02
grep -q '| the last words' "$work/output" || fail 'no log is shown in CI'
