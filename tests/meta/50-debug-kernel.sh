#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# On a debug kernel a use after free, a write to a free page, a leak and two locks in both orders
# never come out as a pass, and each is called by its name. Only where such a kernel has been built
# already.
#
# suites: trixie
# once: no
# touches: 3G
# timeout: 2400
set -euo pipefail
# shellcheck source=tests/lib/meta.sh
. "$(dirname "$0")/../lib/meta.sh"
cases=$tree/tests/meta/debug-cases

"$tree/scripts/lab/debug" --ready "$1" || {
	echo "SKIP: no debug kernel of $1 has been built: make check-debug SUITE=$1"
	exit 77
}
run_tests 1 debug --suite "$1" --cases "$cases"
check_expectations debug "$1 " "$cases/vm"
logs=$(sed -n 's/^logs: //p' "$work/output")

# reported CASE TEXT
reported() {
	grep -q "$2" "$logs/debug-$suite-$1.log" || fail "$1: no word of '$2'"
}

suite=$1
reported 02-use-after-free 'BUG: KASAN: .*use-after-free in .*bugs'
reported 07-free-page 'pagealloc: .*\(corruption\|error\)'
reported 03-leak 'unreferenced object'
reported 03-leak 'bugs_leak'
reported 04-lock-order 'WARNING: possible circular locking dependency detected'
reported 05-lock-order-hidden 'lab: lockdep has switched itself off'
