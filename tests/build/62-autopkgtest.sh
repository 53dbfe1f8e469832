#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The Debian packages pass their own tests: that of all dkms packages, and the one that loads the
# module into the suite's kernel, in a virtual machine, adds memory and takes it away again.
#
# touches: 4G
# timeout: 2400
set -euo pipefail
[[ -n ${MMHP_INSIDE:-} ]] || inside_files=("$(scripts/package "$1"):packages")
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

apt-get -qq update
apt-get -qq --no-install-recommends install autopkgtest autodep8 >log 2>&1 || { cat log; fail 'no autopkgtest'; }
status=0
autopkgtest --summary-file=summary packages/*.deb packages/*.dsc -- null || status=$?
cat summary
expect 'status of autopkgtest' 0 "$status"
for test in load dkms-autopkgtest; do
	grep -qE "^$test +PASS" summary || fail "the test $test has not passed"
done
