#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Each lint check finds what it is there for: put into a copy of the tree, one
# slip after the other, each is found by the check that should, with its file.
#
# suites: trixie
# touches: 1G
# timeout: 600
set -euo pipefail
# shellcheck source=tests/lib/meta.sh
. "$(dirname "$0")/../lib/meta.sh"
# shellcheck source=scripts/lab/common.sh
. "$tree/scripts/lab/common.sh"
# shellcheck source=scripts/lab/tree.sh
. "$tree/scripts/lab/tree.sh"

# In a folder with a name of its own, for the check of this machine's paths
copy=$work/some-machine/tree
mkdir -p "$copy"
lab_tree_files | lab_tree_copy "$copy"

# slip CHECK FILE TEXT [SUITE] - the check finds TEXT at the end of FILE.
slip() {
	local check=$1 file=$2 text=$3 found
	cp -a "$copy/$file" "$work/before"
	printf '%b\n' "$text" >>"$copy/$file"
	found=$("$copy/scripts/lint" "$check" "${@:4}" 2>&1) && fail "$check has not found: $text"
	grep -qF "$(basename "$file")" <<<"$found" || fail "$check does not name $file, but says: $found"
	cp -a "$work/before" "$copy/$file"
	echo "found by $check: ${text//$'\n'/ }"
}

code=src/module/layout.c
# shellcheck disable=SC2016 # the slip itself
slip shellcheck scripts/lint 'echo $1'
# shellcheck disable=SC2016 # a fragment that another fragment reads
slip shellcheck tests/lib/guest-range.sh 'echo $1'
slip codespell Makefile '# te''h memory'
slip whitespace "$code" '/* */ '
slip notes "$code" '/* FIX''ME */'
slip versions "$code" '#if LINUX_VERSION_''CODE > 5\n#endif'
slip versions "$code" '#ifdef MMHP_''HAVE_SOMETHING\n#endif'
slip machine Makefile "# see $(dirname "$copy")/log"
slip prefixes "$code" 'static int odd_name(void)\n{\n\treturn 0;\n}'
slip kernel-doc "$code" '/**\n * mmhp_x() - short\n */\nint mmhp_x(int a)\n{\n\treturn a;\n}' "$1"
slip kernel-doc "$code" 'int mmhp_x(void)\n{\n\treturn 0;\n}' "$1"
slip warnings "$code" 'int mmhp_x(void)\n{\n\treturn 0;\n}' "$1"
slip warnings "$code" 'static char __user *mmhp_x;\nchar mmhp_y(void);\nchar mmhp_y(void)\n{\n\treturn *mmhp_x;\n}' "$1"

# shellcheck disable=SC2016 # apt's own
mirror=$(apt-get indextargets --format '$(SITE)' | sed -n 's|.*//\([^/:]*\.[^/:]*\).*|\1|p' | awk 'NR == 1')
[[ -z $mirror ]] || slip machine Makefile "# from $mirror"

# names CHECK FILE - the check finds something in FILE.
names() {
	grep -qF "$2" < <("$copy/scripts/lint" "$1" 2>&1) || fail "$1 has found nothing in $2"
}

# differs FILE SED - the check of versions names FILE when its version is another.
differs() {
	cp -a "$copy/$1" "$work/before"
	sed -i "$2" "$copy/$1"
	! cmp -s "$copy/$1" "$work/before" || fail "$1 does not have its version where the test looks"
	names versions "$1"
	cp -a "$work/before" "$copy/$1"
}

differs src/module/main.c '/^MODULE_VERSION/s/"[0-9]/&9/'
differs CHANGELOG.md '0,/^## /s/^## /&9/'
differs debian/changelog '1s/(/&9/'
differs packaging/rpm/mmhp-selfhost.spec 's/^Version: */&9/'

file=tests/build/10-gcc.sh
sed -i '2d' "$copy/$file"
names licence "$file"
sed -i 's/^set -e.*/# tim''out: 3/' "$copy/$file"
names case-headers "$file"
