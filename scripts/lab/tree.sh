# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# The working tree as it is now: committed or not, but not what git ignores.

# Prints the tree's files, ended by NUL.
lab_tree_files() {
	if [[ -e $LAB_TREE/.git ]]; then
		# Another user's, too: what he built is ignored, and must not be taken along.
		git -c safe.directory='*' -C "$LAB_TREE" ls-files -zco --exclude-standard
	else
		(cd "$LAB_TREE" && find . -name .git -prune -o \( -type f -o -type l \) -printf '%P\0')
	fi | sort -zu | lab_tree_existing
}

# git also lists files that were deleted and not yet committed.
lab_tree_existing() {
	local file

	while IFS= read -r -d '' file; do
		[[ ! -e $LAB_TREE/$file && ! -L $LAB_TREE/$file ]] || printf '%s\0' "$file"
	done
}

# The same without what cannot change the built module, so that an edited test
# does not cost a build.
lab_tree_sources() {
	lab_tree_files | grep -zvE '^(tests/|debian/|packaging/|docs/|\.ci/|scripts/(lab/|vm$|deps$|demo|package$)|[^/]*\.md$)'
}

# lab_tree_copy DIR: reads names from stdin
lab_tree_copy() {
	tar -C "$LAB_TREE" --null -T - -cf - | tar -C "$1" --no-same-owner -xf -
}

# A hash of names, modes and contents; reads names from stdin.
lab_tree_hash() {
	tar -C "$LAB_TREE" --null -T - --mtime=@0 --owner=0 --group=0 --numeric-owner -cf - |
		sha256sum | cut -c1-16
}
