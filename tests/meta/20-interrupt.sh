#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Ctrl-C ends what runs, says so, and is no pass.
#
# suites: -
# touches: 512M
set -euo pipefail
# shellcheck source=tests/lib/meta.sh
. "$(dirname "$0")/../lib/meta.sh"

mkdir -p "$work/cases/build"
cat >"$work/cases/build/long.sh" <<-END
	#!/bin/bash
	# suites: -
	touch "$work/started"
	sleep 65432
END
chmod +x "$work/cases/build/long.sh"

# A shell's background children ignore the signal, unless told otherwise.
env --default-signal=INT "$tree/tests/run" build --cases "$work/cases" >"$work/output" 2>&1 &
runner=$!
timeout 60 bash -c "until [[ -e $work/started ]]; do sleep 0.1; done" || fail 'the case did not start'
kill -INT "$runner"
status=0
wait "$runner" || status=$?
cat "$work/output"
((status == 130)) || fail "wanted exit status 130, saw $status"
grep -q '^interrupted' "$work/output" || fail 'no word about the interruption'
grep -q '^stopping build long' "$work/output" || fail 'no word about the case that was stopped'
! runs 'sleep 65432' || fail 'the case is still running'
