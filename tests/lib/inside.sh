# SPDX-License-Identifier: GPL-2.0-only
# Read at the start of a build case: what follows runs in the build environment
# of the suite, as root, on a copy of the tree; both are thrown away afterwards.
# KVER is the version of the kernel there. A case that needs files besides those of
# the tree sets inside_files first, to SRC:DST each.
#
# shellcheck shell=bash

if [[ -z ${MMHP_INSIDE:-} ]]; then
	tree=$(cd "$(dirname "$0")/../.." && pwd)
	inside_files+=() inside_options=()
	for file in "${inside_files[@]}"; do
		inside_options+=(--file "$file")
	done
	exec "$tree/scripts/lab/run" "$1" "${inside_options[@]}" -- env MMHP_INSIDE=1 "tests/build/$(basename "$0")" "$@"
fi

readonly kbuild=/lib/modules/$KVER/build module=mmhp_selfhost

fail() {
	echo "$*"
	exit 1
}

skip() {
	echo "SKIP: $*"
	exit 77
}

# expect WHAT WANTED SEEN
expect() {
	[[ $3 == "$2" ]] || fail "$1: wanted '$2', saw '$3'"
}

# build [MAKE_ARG...] - build the module; its log is in `log`.
build() {
	make -C "$kbuild" M="$PWD" "$@" modules >log 2>&1 || {
		cat log
		fail 'the module does not build'
	}
	cat log
}

no_warnings() {
	! grep -i 'warning' log || fail 'the build is not silent (see above)'
}

# check_module FILE - it is for this kernel, and the real one.
check_module() {
	[[ -f $1 ]] || fail "there is no $1"
	expect 'kernel of the module' "$KVER" "$(modinfo -F vermagic "$1" | cut -d ' ' -f 1)"
	expect 'name of the module' "$module" "$(modinfo -F name "$1")"
	expect 'what keeps it from working' '' "$(modinfo -F stub "$1")"
}

# every_file - the tree's files, but for the log of this case.
every_file() {
	find . -type f ! -path ./log | sort
}
