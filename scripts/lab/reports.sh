# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Finding the kernel's complaints in its log.

# The first line of each report, without time stamp and caller. Anchored, as the words
# also occur in harmless lines ("WARNING: Spectre v2 mitigation leaves ...").
LAB_REPORT_HEADERS=(
	'WARNING: CPU: [0-9]+'
	'WARNING: [^ ]+:[0-9]+ at '
	'WARNING: (possible|inconsistent|suspicious|bad unlock|held lock|lock held|Nested lock|can.t find)'
	'WARNING: .* at [^ ]+\+0x'
	'WARNING: (HARD|SOFT)IRQ-'
	'(watchdog: |\[ )?BUG: '
	'BUG [^ ]+ \(.*\): '
	'kernel BUG at '
	'Oops'
	'Kernel panic'
	'general protection fault'
	'invalid opcode'
	'divide error'
	'stack segment'
	'PANIC: '
	'INFO: possible '
	'INFO: suspicious RCU'
	'INFO: trying to register non-static key'
	'INFO: task .* blocked for more than'
	'INFO: rcu_[a-z_]+ .*detected .*stall'
	'rcu: INFO: rcu_[a-z_]+ .*detected .*stall'
	'(KASAN|KCSAN|KMSAN|UBSAN|KFENCE|ODEBUG): '
	'kmemleak: [0-9]+ new suspected'
	'kmemleak: Cannot '
	'list_(add|del) corruption'
	'refcount_t: '
	'DEBUG_LOCKS_WARN_ON'
	'Slab corruption'
	'pagealloc: (single bit error|memory corruption)'
	'page:.* is uninitialized'
	'(resource: )?Trying to free nonexistent resource'
	'sysfs: cannot create duplicate'
	"kobject: .*(is not initialized|tried to init|does not have a release)"
	'kobject_add_internal failed'
	'unregister_netdevice: waiting'
	'lab: ' # guest-report
)

# Taints that only a report sets: died, bad page, warned, soft lockup. They tell of a
# report that the script kept from the console.
# shellcheck disable=SC2034 # read by vm
readonly LAB_TAINTS=$((1 << 5 | 1 << 7 | 1 << 9 | 1 << 14))

# lab_report_lines LOG: line numbers of report headers, without those that match one
# of ignored_reports
# shellcheck disable=SC2154 # ignored_reports is vm's
lab_report_lines() {
	local regex prefix='^(<[0-9]+>)?(\[ *[0-9]+\.[0-9]+\])?(\[ *[TC][0-9]+\])? *'
	local IFS='|'

	regex="$prefix(${LAB_REPORT_HEADERS[*]})"
	LC_ALL=C grep -aEn "$regex" "$1" |
		if [[ ${#ignored_reports[@]} -gt 0 ]]; then
			grep -avE "${ignored_reports[*]}"
		else
			cat
		fi | cut -d: -f1
}

# lab_print_reports LOG: prints the first report in full and the headers of the others;
# fails when there is none
lab_print_reports() {
	local -a lines
	local line first

	mapfile -t lines < <(lab_report_lines "$1")
	[[ ${#lines[@]} -gt 0 ]] || return 1
	first=${lines[0]}
	lab_say "the kernel reports (first of ${#lines[@]}):"
	# The line before it may say what was checked, or "cut here".
	sed -n "$((first > 2 ? first - 2 : 1)),$((first + 60))p" "$1" | sed '/---\[ end trace/q' >&2
	for line in "${lines[@]:1:20}"; do
		sed -n "${line}s/^/also: /p" "$1" >&2
	done
}
