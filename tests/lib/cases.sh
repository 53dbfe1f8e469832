# SPDX-License-Identifier: GPL-2.0-only
# The table of cases: what there is to run, in the order in which it is run.
#
# shellcheck shell=bash
#
# A row is KIND SUITE NAME TOUCHES TIMEOUT CLAIM [WHY_NOT], separated by tabs; SUITE
# is `-` for a case that needs none, TOUCHES is in MiB, TIMEOUT in seconds, and WHY_NOT
# says why a case is not run.

readonly default_suites='bookworm trixie trixie-backports'
# MiB that a debug kernel touches besides what a case does
readonly debug_notes=1536

# cases_of_kind KIND - the rows of one kind.
cases_of_kind() {
	case $1 in
	lint | unit | cli | fuzz) cases_listed "$1" ;;
	build) cases_in_files build "$default_suites" 2G 900 ;;
	vm) cases_in_files vm "$default_suites" 4G 120 ;;
	debug) cases_on_debug_kernels ;;
	meta) cases_in_files meta - 1G 300 ;;
	esac
}

# cases_listed KIND - for kinds whose own program knows its cases; it prints
# NAME [SUITE] on a line each.
cases_listed() {
	local list name suite
	case_command "$1" - --list
	list=$("${case_command[@]}") || die "$1: --list failed"
	while read -r name suite; do
		printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "${suite:--}" "$name" 2048 600 -
	done <<<"$list"
}

# cases_in_files KIND SUITES TOUCHES TIMEOUT - a case per file and suite; the
# arguments stand in for what a header does not say.
cases_in_files() {
	local kind=$1 file suite on touches timeout claim
	for file in "$cases_dir/$kind"/*.sh; do
		[[ -e $file ]] || continue
		on=$(suites_of "$file" "$2")
		touches=$(size_mib "$(header_value "$file" touches "$3")") ||
			die "$file: 'touches:' is not a size such as 6G or 512M"
		[[ $(header_value "$file" alone) != yes ]] || touches=$(at_least "$touches" "$(memory_limit)")
		timeout=$(header_value "$file" timeout "$4")
		[[ $timeout =~ ^[1-9][0-9]*$ ]] || die "$file: 'timeout:' is not a number of seconds"
		claim=$(header_claim "$file")
		for suite in $on $(suites_besides "$on"); do
			printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$kind" "$suite" \
				"$(basename "$file" .sh)" "$touches" "$timeout" "${claim:--}"
		done
	done
}

# at_least NUMBER LEAST - the larger of both.
at_least() {
	echo $(($1 > $2 ? $1 : $2))
}

# suites_of FILE SUITES - on which a case is run.
suites_of() {
	local once
	once=$(header_value "$1" once)
	if [[ -z $once ]] || $long || ((${#suites[@]})); then
		header_value "$1" suites "$2"
	elif [[ $once != no ]]; then
		echo "$once"
	fi
}

# suites_besides LIST - what the user names that is no default suite: a flavour of one in
# LIST, or a suite that is newer than all of them.
suites_besides() {
	local suite base
	for suite in "${suites[@]}"; do
		[[ $suite != *[*?[]* && " $default_suites " != *" $suite "* ]] || continue
		base=${suite%%:*}
		[[ " $default_suites " == *" $base "* ]] || base=${default_suites##* }
		[[ " $1 " != *" $base "* ]] || printf '%s\n' "$suite"
	done
}

# cases_on_debug_kernels - the VM cases once more, suite by suite. A debug kernel keeps
# notes on all memory, which are touched as well.
cases_on_debug_kernels() {
	local rows suite name touches timeout claim why_not file
	rows=$(cases_of_kind vm | grep -v $'^vm\t[^\t]*:' | sort -s -t $'\t' -k 2,2)
	while IFS=$'\t' read -r _ suite name touches timeout claim; do
		file=$cases_dir/vm/$name.sh
		why_not=$(header_value "$file" debug)
		! poisons_pages "$file" || touches=$(guest_mib "$file")
		printf 'debug\t%s\t%s\t%s\t%s\t%s\t%s\n' "$suite" "$name" $((touches + debug_notes)) \
			$((timeout * debug_slowness)) "$claim" "${why_not#no, }"
	done <<<"$rows"
}

# row_label ROW - KIND [SUITE] NAME, as people are told.
row_label() {
	local kind suite name
	IFS=$'\t' read -r kind suite name _ <<<"$1"
	[[ $suite == - ]] && suite='' || suite+=' '
	echo "$kind $suite$name"
}

# case_command KIND SUITE NAME - set case_command to what runs the case.
case_command() {
	local kind=$1 suite=$2 name=$3 brief
	case $kind in
	lint) case_command=("$tree/scripts/lint" "$name") ;;
	unit | cli | fuzz) case_command=("$tree/tests/$kind/run" "$name") ;;
	build | meta) case_command=("$cases_dir/$kind/$name.sh") ;;
	vm | debug) case_command=("$tree/tests/lib/vm-case" "$cases_dir/vm/$name.sh") ;;
	esac
	[[ $kind != debug ]] || suite=debug:$suite
	[[ $suite == - ]] || case_command+=("$suite")
	if [[ $kind == @(vm|debug) ]] && ! $long; then
		read -ra brief <<<"$(header_value "$cases_dir/vm/$name.sh" brief)"
		case_command+=("${brief[@]}")
	fi
}

# case_bound KIND TIMEOUT - how long the runner waits. A guest is stopped by
# scripts/vm after TIMEOUT; what is built for it before that has time of its own.
case_bound() {
	case $1 in
	vm | debug) echo $(($2 + 240)) ;;
	*) echo "$2" ;;
	esac
}
