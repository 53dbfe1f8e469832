#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Nothing of the fault points is in a normal build: no symbol, no parameter, no text. A build with
# MMHP_FAULT_POINTS=1 has them, without a warning, and the next one without it is as the first.
#
# suites: trixie
set -euo pipefail
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

# traces - what tells of fault points in the module.
traces() {
	nm "$module.ko" | grep -ow 'mmhp_fault[a-z_]*' || true
	modinfo -F parm "$module.ko" | grep -o '^fail_point' || true
	strings -a "$module.ko" | grep -oE 'fault point|fail_point|half of [a-z_]*' || true
}

build W=1
expect 'traces of fault points in a normal build' '' "$(traces)"
before=$(sha256sum <"$module.ko")

build W=1 MMHP_FAULT_POINTS=1
no_warnings
check_module "$module.ko"
found=$(traces)
for word in mmhp_fault fail_point 'fault point' 'half of add_pages'; do
	grep -qxF "$word" <<<"$found" || fail "with fault points: wanted '$word' in the module"
done

build W=1
expect 'the module without fault points again' "$before" "$(sha256sum <"$module.ko")"
