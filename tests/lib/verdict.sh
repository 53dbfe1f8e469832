# SPDX-License-Identifier: GPL-2.0-only
# What the exit status of a case means. A skip is 77 with a last line "SKIP: REASON": a program that
# a case calls may end with 77 for reasons of its own.
#
# shellcheck shell=bash

# verdict_word STATUS LOG - ok, skip or not ok.
verdict_word() {
	case $1 in
	0) echo ok ;;
	77) [[ $(last_line "$2") == 'SKIP: '* ]] && echo skip || echo 'not ok' ;;
	*) echo 'not ok' ;;
	esac
}

# verdict_reason KIND STATUS LOG BOUND - why a case did not pass; empty if it did.
verdict_reason() {
	local kind=${1/debug/vm} status=$2 log=$3 bound=$4 last
	case $kind:$status in
	*:0) ;;
	*:77)
		last=$(last_line "$log")
		[[ $last == 'SKIP: '* ]] && echo "${last#SKIP: }" || echo 'exit status 77 without a word of a skip'
		;;
	*:124 | *:137) echo "hung: stopped after $bound s" ;;
	vm:99) echo 'the kernel reported a warning or a bug (99)' ;;
	vm:125) echo 'the machine was lost (125)' ;;
	vm:126) echo 'something the guest needs did not build (126)' ;;
	vm:1) echo 'the guest script failed' ;;
	*:126 | *:127) echo "could not be started ($status)" ;;
	*) echo "exit status $status" ;;
	esac
}

# last_line LOG - the last line that says something.
last_line() {
	local line
	line=$(tr -d '\r' <"$1" | grep '[^[:space:]]' | tail -n 1) || true
	echo "${line:-no reason given}"
}
