#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The module builds with the suite's own compiler, at W=1 without a warning; the
# second build finds nothing to do. The file says what a user wants to know.
set -euo pipefail
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

build W=1
no_warnings
check_module "$module.ko"
expect 'licence' GPL "$(modinfo -F license "$module.ko" | cut -d ' ' -f 1)"
[[ -n $(modinfo -F description "$module.ko") ]] || fail 'the module has no description'
while IFS=: read -r name text; do
	[[ -n $text && $text != '('* ]] || fail "parameter $name has no description"
done < <(modinfo -F parm "$module.ko")

before=$(stat -c %Y.%s "$module.ko")
build W=1
! grep -E '^ +(CC|LD) ' log || fail 'a second build compiles again'
expect 'the module after a second build' "$before" "$(stat -c %Y.%s "$module.ko")"
