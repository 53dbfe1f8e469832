# SPDX-License-Identifier: GPL-2.0-only
# Say how each case ended, and count.
#
# shellcheck shell=bash

passed=0 failed=0 skipped=0

# report ROW STATUS MICROSECONDS LOG
report() {
	local row=$1 status=$2 us=$3 log=$4 kind timeout word reason time
	IFS=$'\t' read -r kind _ _ _ timeout _ <<<"$row"
	word=$(verdict_word "$status" "$log")
	reason=$(verdict_reason "$kind" "$status" "$log" "$(case_bound "$kind" "$timeout")")
	printf -v time '%d.%d' $((us / 1000000)) $((us / 100000 % 10))
	count "$word"
	result_line "$word" "$row" " ($time s)" "$reason"
	if [[ $word == 'not ok' ]]; then
		show_log "$log"
	fi
}

# report_without_run ROW REASON - a case that this machine cannot run.
report_without_run() {
	count skip
	result_line skip "$1" '' "$2"
}

count() {
	case $1 in
	ok) passed=$((passed + 1)) ;;
	skip) skipped=$((skipped + 1)) ;;
	*) failed=$((failed + 1)) ;;
	esac
}

# result_line WORD ROW TIME REASON
result_line() {
	printf '%-4s %s%s%s\n' "$1" "$(row_label "$2")" "$3" "${4:+ # $4}"
}

# show_log LOG - the end of it, long enough for a trace of the kernel; all of it in
# CI, where the file itself is lost.
show_log() {
	local lines=90
	[[ ${CI:-} == true ]] && lines=+1
	echo "       --- $1"
	tail -n "$lines" "$1" | tr -d '\r' | sed 's/^/       | /'
}

# report_end - the closing line; its status is that of the whole run.
report_end() {
	echo "$passed passed, $failed failed, $skipped skipped"
	((failed == 0 && passed > 0))
}
