#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The packages pass their own test as Debian runs it: installed from them, the module is loaded into
# the suite's kernel, in a virtual machine, adds memory and takes it away again.
#
# suites: trixie
# touches: 4G
# timeout: 1200
set -euo pipefail
[[ -n ${MMHP_INSIDE:-} ]] || inside_files=("$(scripts/package "$1"):packages")
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

apt-get -qq update
apt-get -qq --no-install-recommends install autopkgtest autodep8 >log 2>&1 || { cat log; fail 'no autopkgtest'; }
# The test that all dkms packages have wants a testbed that is set back; 60-debian does as it does.
autopkgtest --test-name=load --summary-file=summary packages/*.deb packages/*.dsc -- null ||
	fail "autopkgtest ends with status $?"
grep -E '^load +PASS' summary || fail 'the test has not passed'
