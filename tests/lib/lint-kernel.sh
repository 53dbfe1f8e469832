# SPDX-License-Identifier: GPL-2.0-only
# The checks of scripts/lint that need a suite's kernel.
#
# shellcheck shell=bash

# lint_kernel_doc SUITE - the kernel's own script, which Debian ships in
# linux-kbuild-VERSION.
lint_kernel_doc() {
	local root script
	root=$("$LAB_DIR/chroot" "$1")
	script=$(find "$root"/usr/lib/linux-kbuild-*/scripts "$root"/usr/src/linux-headers-*-common/scripts \
		-name kernel-doc 2>/dev/null | sort -V | tail -n 1)
	[[ -n $script ]] || {
		echo "no scripts/kernel-doc in the environment of $1"
		return
	}
	tree_files -E '^src/module/.*\.[ch]$' | xargs -0r perl "$script" -none -Wall
	lint_undocumented
}

# What one file offers to others is explained where it stands.
lint_undocumented() {
	# shellcheck disable=SC2016 # perl's own
	tree_files -E '^src/module/.*\.c$' | xargs -0r perl -0777 -ne '
		while (/^(?!static\b|extern\b|typedef\b|struct\s+\w+\s*\{)([a-z][\w\s]*[\s*])(mmhp_\w+)\s*\([^;{]*\)\s*\{/mg) {
			my ($name, $line) = ($2, 1 + (substr($_, 0, $-[2]) =~ tr/\n//));
			next if /^ \* \Q$name\E\(\) - /m;
			print "$ARGV:$line: $name() has no kernel-doc comment\n";
		}'
}

# lint_warnings SUITE - what the suite's compiler says at W=1, and sparse, about
# our files; and that sparse has seen each of them.
lint_warnings() {
	local log file
	# KBUILD_CHECKSRC is what C=2 sets. Debian's headers of 7.x lack the script that
	# kbuild asks first whether sparse is any good, and then does not call it. And
	# sparse 0.6.4 knows neither a word that these headers use everywhere nor that
	# the strlen() which their MODULE_INFO() asserts is a constant.
	# shellcheck disable=SC2016 # for the shell inside
	log=$("$LAB_DIR/run" "$1" -- sh -c '
		make -C "/lib/modules/$KVER/build" M="$PWD" W=1 KBUILD_CHECKSRC=2 \
			MMHP_FAULT_POINTS=1 CF=-D__typeof_unqual__=__typeof__ modules 2>&1') || {
		printf '%s\n' "$log"
		return 1
	}
	grep -E '^(/mmhp_selfhost/)?(src|include)/.*:[0-9]+: (warning|error):' <<<"$log" |
		grep -v 'error: bad constant expression$' || true
	for file in src/module/*.c; do
		[[ $file != src/module/stub.c ]] || continue
		grep -qE "^ *CHECK .*${file#src/}" <<<"$log" || echo "$file: sparse has not looked at it"
	done
}
