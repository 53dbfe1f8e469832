# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# What the scripts share that talk to QEMU's monitor, behind guest.sh: read from /lib/guest-monitor.sh.

# monitor_open: in a guest of `scripts/vm --monitor`, before the first command.
monitor_open() {
	exec 4<>/dev/ttyS2
	stty -F /dev/ttyS2 raw -echo
	# QEMU may have got its own greeting back, in parts. A byte that is not JSON makes it begin anew.
	printf '\377\n' >&4
	monitor_send '"execute": "qmp_capabilities"' >/dev/null ||
		fail "monitor: expected an answer, saw none"
}

# monitor_send MEMBERS: of a JSON object; prints the answer to it, leaves out all else.
monitor_send() {
	echo "{$1, \"id\": \"guest\"}" >&4
	# shellcheck disable=SC3045 # busybox has it
	while read -r -t 20 line <&4; do
		case $line in
		*'"id": "guest"'*)
			echo "$line"
			return
			;;
		esac
	done
	return 1
}

# monitor COMMAND: prints what QEMU says to a command of its human monitor; fails on an error.
monitor() {
	said=$(monitor_send "\"execute\": \"human-monitor-command\",
		\"arguments\": {\"command-line\": \"$1\"}") || said='no answer'
	said=${said#*'"return": "'}
	said=${said%'"'*'"id": "guest"'*}
	said=${said%'\r\n'}
	echo "$said"
	case $said in
	Error* | '{'* | 'no answer') return 1 ;;
	esac
}

# qemu COMMAND: one that must be accepted.
qemu() {
	seen=$(monitor "$1") || fail "monitor '$1': expected success, saw: $seen"
}
