# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
# What of the module is pure C, and how it compiles in userspace: read by tests/unit/run
# and tests/fuzz/run, with $tree set.

pure_files=()
for pure_file in layout.c request.c words.c reason.c; do
	pure_files+=("$tree/src/module/$pure_file")
done
# shellcheck disable=SC2034 # for the scripts that source this file
pure_options=(-std=gnu11 -O1 -g -Wall -Wextra -Werror
	'-fsanitize=address,undefined' -fno-sanitize-recover=all -fno-omit-frame-pointer
	-I"$tree/tests/unit/shim" -I"$tree/include" -I"$tree/src/module")
