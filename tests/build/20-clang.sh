#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The module builds with clang and its linker where the kernel's headers do. They
# are asked by a module that has nothing but a licence.
set -euo pipefail
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

empty=$(mktemp -d)
echo 'obj-m := empty.o' >"$empty/Kbuild"
printf '#include <linux/module.h>\nMODULE_DESCRIPTION("empty");\nMODULE_LICENSE("GPL");\n' >"$empty/empty.c"
if ! make -C "$kbuild" M="$empty" LLVM=1 modules >"$empty/log" 2>&1; then
	cat "$empty/log"
	skip "these headers and clang do not get on: $(grep -m 1 -E 'error|Error' "$empty/log")"
fi

build LLVM=1
no_warnings
check_module "$module.ko"
