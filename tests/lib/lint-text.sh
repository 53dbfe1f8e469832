# SPDX-License-Identifier: GPL-2.0-only
# The checks of scripts/lint that only read the tree's files. Each prints its
# findings, nothing if there are none.
#
# shellcheck shell=bash

# tree_files GREP_ARG... - the tree's files whose names match, ended by NUL.
tree_files() {
	lab_tree_files | grep -z "$@" || true
}

# tree_grep NAMES GREP_ARG... - lines of files whose names match the regular
# expression NAMES.
tree_grep() {
	local names=$1
	shift
	tree_files -E "$names" | xargs -0r grep -IHn "$@" || true
}

# shell_programs - files that a shell runs, ended by NUL.
shell_programs() {
	local file
	while IFS= read -r -d '' file; do
		if head -n 1 "$file" | grep -aqE '^#!.*\b(ba|da)?sh\b'; then
			printf '%s\0' "$file"
		fi
	done < <(tree_files .)
}

# Fragments are checked as parts of the programs that read them, which know
# their variables; so each must be read by one that says so, or by a fragment of which that is true.
lint_shellcheck() {
	local programs fragments fragment
	mapfile -d '' programs < <(shell_programs)
	shellcheck --external-sources --check-sourced --format=gcc "${programs[@]}" | sort -u
	mapfile -d '' fragments < <(tree_files '\.sh$')
	for fragment in "${fragments[@]}"; do
		head -n 1 "$fragment" | grep -q '^#!' || grep -qF "source=$fragment" "${programs[@]}" "${fragments[@]}" ||
			echo "$fragment: nobody says that this is read, so it is not checked"
	done
}

# A fuzzer's words are none.
lint_codespell() {
	tree_files -vE '^(COPYING|\.clang-format|tests/fuzz/corpus/.*)$' | xargs -0r codespell --ignore-words-list=layou,parm
}

lint_whitespace() {
	tree_grep '.' -E '[ 	]+$'
	tree_grep '\.(c|h)$|(^|/)(Kbuild|Makefile)' -E '^ {8}| +	'
	local file
	while IFS= read -r -d '' file; do
		[[ ! -s $file || -z $(tail -c 1 "$file") ]] || echo "$file: no newline at the end"
	done < <(tree_files -vE '\.png$')
}

# Where the form of a file has no room for a comment, debian/copyright speaks.
lint_licence() {
	local file
	while IFS= read -r -d '' file; do
		head -n 12 "$file" | grep -q 'SPDX-License-Identifier:' ||
			echo "$file: no SPDX-License-Identifier in its first lines"
	done < <(tree_files -vE '^COPYING$|\.md$|^debian/|^docs/abi/|^docs/bench/bench\.|\.tsv$|\.json$|\.txt$')
}

# Notes to oneself
lint_notes() {
	tree_grep '^(src|include|tests|scripts|Kbuild|Makefile)' -wE 'TOD[O]|FIXM[E]|XX[X]'
}

# The core does not know how kernels differ; and whoever tells the project's version tells the same.
lint_versions() {
	lint_release
	tree_grep '^(src|include)/' -E 'LINUX_VERSION_[C]ODE|KERNEL_[V]ERSION\(' |
		grep -v '^include/compat/' || true
	tree_grep '^src/module/' MMHP_HAV[E]_ | grep -v '^src/module/kapi\.[ch]:' || true
}

# lint_release - each place that names the version, if not as dkms.conf does.
lint_release() {
	local version place says
	version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' dkms.conf)
	while IFS='|' read -r place says; do
		[[ $says == "$version" ]] || echo "$place: says version '$says', and dkms.conf '$version'"
	done <<-END
		src/module/main.c|$(sed -n 's/^MODULE_VERSION("\(.*\)");$/\1/p' src/module/main.c)
		CHANGELOG.md|$(sed -n 's/^## //p' CHANGELOG.md | head -n 1)
		debian/changelog|$(sed -n '1s/.*(\(.*\)).*/\1/p' debian/changelog)
		packaging/rpm/mmhp-selfhost.spec|$(sed -n 's/^Version: *//p' packaging/rpm/mmhp-selfhost.spec)
	END
}

# this_place - the folder that says where on this machine the tree lies: the one
# around it, unless that is one which every machine has.
this_place() {
	case ${LAB_TREE%/*} in
	'' | /home | /mnt | /opt | /root | /srv | /tmp | /usr/src) echo "$LAB_TREE" ;;
	*) echo "${LAB_TREE%/*}" ;;
	esac
}

# What holds on this machine only: its package mirrors, where the tree lies.
lint_machine() {
	local host
	# shellcheck disable=SC2016 # $(SITE) is apt's own
	while read -r host; do
		tree_grep . -F -e "$host"
	done < <(apt-get indextargets --format '$(SITE)' | sed -n 's|.*//\([^/:]*\.[^/:]*\).*|\1|p' | sort -u)
	tree_grep . -E "(^|[^[:alnum:]_}./])$(this_place | sed 's/\./\\./g')/"
}

# A backtrace names static functions as well.
lint_prefixes() {
	# shellcheck disable=SC2016 # perl's own
	tree_files -E '^src/module/.*\.[ch]$' | xargs -0r perl -0777 -ne '
		s{/\*.*?\*/}{$& =~ s/[^\n]//gr}gse;
		s/typeof\s*\([^)]*\)//g;
		s/__\w+\(\([^)]*\)\)|__\w+\([^)]*\)//g;
		while (/^static\s[^;=(){}]*?\b(\w+)\s*\((?!\s*\*)/mg) {
			my ($name, $line) = ($1, 1 + (substr($_, 0, $-[1]) =~ tr/\n//));
			next if $name =~ /^mmhp_|^[A-Z0-9_]+$/;
			print "$ARGV:$line: static function $name lacks the prefix mmhp_\n";
		}'
}

# A key with a slip of the pen would be taken for prose and ignored.
lint_case_headers() {
	local file key
	while IFS= read -r -d '' file; do
		[[ -n $(header_claim "$file") ]] || echo "$file: the header does not say what the case claims"
		for key in $(header_keys "$file"); do
			case $key in
			suites | touches | alone | timeout | vm | build | brief | once | debug | files | expect) ;;
			*) echo "$file: unknown key '$key:' in the header" ;;
			esac
		done
		size_mib "$(header_value "$file" touches 1G)" >/dev/null ||
			echo "$file: 'touches:' is not a size"
	done < <(tree_files -E '^tests/(meta/[a-z]+-cases/)?(vm|build|meta)/[^/]*\.sh$')
}
