#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Headers that lack something the module needs still give a module, one that names
# what is missing: a failed DKMS build would block the user's kernel upgrade. But
# where not even an empty file compiles, the build stops with the compiler's words.
#
# once: trixie-backports
# timeout: 900
set -euo pipefail
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

# stub_says WORD PROBE... - without these answers, the module names WORD.
stub_says() {
	local word=$1
	shift
	build MMHP_PRETEND_MISSING="$*" >/dev/null
	[[ $(modinfo -F stub "$module.ko") == *"$word"* ]] ||
		fail "without $*: wanted a stub that names $word, saw '$(modinfo -F stub "$module.ko")'"
	expect 'kernel of the stub' "$KVER" "$(modinfo -F vermagic "$module.ko" | cut -d ' ' -f 1)"
	no_warnings
	echo "without $*: a stub that names $word"
}

# members LIST - the probes that a list of Kbuild.probes holds.
members() {
	sed -n "/^$1 :=/,/[^\\\\]\$/{s/^[^=]*:=//;s/\\\\\$//;p}" src/compat/Kbuild.probes | xargs
}

needed=$(members mmhp-all-of)
[[ -n $needed ]] || fail 'Kbuild.probes has no mmhp-all-of any more'
for probe in $needed; do
	stub_says "$probe" "$probe"
done
groups=$(sed -n 's/^\(mmhp-one-of-[a-z_]*\) :=.*/\1/p' src/compat/Kbuild.probes)
[[ -n $groups ]] || fail 'Kbuild.probes has no mmhp-one-of-* any more'
for group in $groups; do
	read -ra probes <<<"$(members "$group")"
	stub_says "${probes[-1]}" "${probes[@]}"
done

# Back to the real answers: nothing of the pretence stays behind.
build >/dev/null
check_module "$module.ko"

! make -C "$kbuild" M="$PWD" MMHP_PRETEND_MISSING=sanity modules >log 2>&1 ||
	fail 'without a working compiler the build says it worked'
