# SPDX-License-Identifier: GPL-2.0-only
# What the tests of the test harness share.
#
# shellcheck shell=bash

tree=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The logs of the runs that are looked at are no one else's business.
export MMHP_LOG_DIR=$work/log CI=

# shellcheck source=tests/lib/header.sh
. "$tree/tests/lib/header.sh"

fail() {
	echo "$*"
	exit 1
}

# runs COMMAND - a process with this command line is still there.
runs() {
	local status=0
	pgrep -fx "$1" || status=$?
	((status <= 1)) || fail "pgrep: exit status $status"
	return "$status"
}

# run_tests STATUS ARG... - run tests/run, whose exit status must be STATUS; its
# output goes to standard output and to $work/output.
run_tests() {
	local wanted=$1 status=0
	shift
	echo "# tests/run $*"
	"$tree/tests/run" "$@" >"$work/output" 2>&1 || status=$?
	cat "$work/output"
	((status == wanted)) || fail "tests/run $*: wanted exit status $wanted, saw $status"
}

# closing_line TEXT - the last line of the output is exactly this.
closing_line() {
	[[ $(tail -n 1 "$work/output") == "$1" ]] ||
		fail "wanted the closing line '$1', saw '$(tail -n 1 "$work/output")'"
}

# check_expectations KIND SUITE DIR - each case in DIR came out as its header
# expects, and the closing line counts them.
check_expectations() {
	local kind=$1 suite=$2 file wanted passed=0 failed=0 skipped=0
	for file in "$3"/*.sh; do
		wanted=$(header_value "$file" expect)
		case $wanted in
		ok*) passed=$((passed + 1)) ;;
		skip*) skipped=$((skipped + 1)) ;;
		'not ok'*) failed=$((failed + 1)) ;;
		*) fail "$file: no word about what to expect" ;;
		esac
		check_line "$kind $suite$(basename "$file" .sh)" "$wanted"
	done
	closing_line "$passed passed, $failed failed, $skipped skipped"
}

# check_line CASE EXPECTATION - one line about the case, with word and reason.
check_line() {
	local word=${2%% #*} reason=${2#"${2%% #*}"} lines
	lines=$(grep -E "^(ok|not ok|skip) +$1( |\$)" "$work/output") || true
	[[ $lines != *$'\n'* ]] || fail "more than one line about $1:"$'\n'"$lines"
	[[ $lines =~ ^$word\ +$1 && $lines == *"$reason"* ]] ||
		fail "$1: wanted '$word ...$reason', saw '$lines'"
	[[ -n $reason || $lines != *'#'* ]] || fail "$1: a reason for nothing: '$lines'"
}
