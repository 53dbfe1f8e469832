#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# clang, which warns of other things than gcc, has nothing to say about the
# module's files at W=1. Debian's headers are made for gcc, so the module that
# comes of it is not for use, and what clang says about them does not count.
#
# once: trixie
set -euo pipefail
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

build CC="$PWD/tests/lib/clang-as-gcc" W=1 >/dev/null
for file in src/module/*.o; do
	readelf -p .comment "$file" | grep clang >/dev/null || fail "$file was not made by clang"
done
! grep -E "^($PWD/)?(src|include)/.*:[0-9]+: (warning|error):" log || fail 'clang is not silent (see above)'
