# SPDX-License-Identifier: GPL-2.0-only
# Run cases side by side, within a number of jobs and an amount of memory.
#
# shellcheck shell=bash
#
# Every case runs under timeout(1), which makes a process group of it: a case
# that hangs ends together with all it started, and so does one that is running
# when the user gives up.

declare -A running=()	# pid -> row
declare -A started=()	# pid -> microseconds
declare -A logs=()	# pid -> log file
memory_used=0		# MiB that the running cases touch

now_us() { echo "${EPOCHREALTIME/[.,]/}"; }

# memory_limit - MiB that cases may touch at the same time: most of what the
# machine has, and never so much that a machine shared with others suffers.
memory_limit() {
	local total
	total=$(awk '/^MemTotal:/ { print int($2 / 1024 * 3 / 4) }' /proc/meminfo)
	echo $((total < 16384 ? total : 16384))
}

# schedule JOBS - run the rows on standard input and report each as it ends.
schedule() {
	local jobs=$1 limit row touches why_not
	limit=$(memory_limit)
	while IFS= read -r row <&3; do
		touches=$(cut -f4 <<<"$row")
		why_not=$(cut -f7 <<<"$row")
		if [[ -n $why_not ]]; then
			report_without_run "$row" "$why_not"
			continue
		fi
		if ((touches > limit)); then
			report_without_run "$row" "touches $touches MiB, $limit are to be had here"
			continue
		fi
		while ((${#running[@]} >= jobs || memory_used + touches > limit)); do
			reap_one
		done
		start_case "$row"
	done 3<&0
	while ((${#running[@]})); do
		reap_one
	done
}

start_case() {
	local kind suite name touches timeout log pid
	IFS=$'\t' read -r kind suite name touches timeout _ <<<"$1"
	log=$(row_label "$1")
	log=$log_dir/${log// /-}.log
	case_command "$kind" "$suite" "$name"
	run_bounded "$(case_bound "$kind" "$timeout")" "${case_command[@]}" \
		</dev/null >"$log" 2>&1 3<&- &
	pid=$!
	running[$pid]=$1 started[$pid]=$(now_us) logs[$pid]=$log
	memory_used=$((memory_used + touches))
}

# run_bounded SECONDS COMMAND... - in the background. A shell of its own stands
# between, because timeout(1) dies as its command did, and bash forgets a child
# that a signal has killed before it was waited for.
run_bounded() {
	local pid status=0
	timeout --kill-after=15 "$@" &
	pid=$!
	trap 'kill -TERM "$pid"' TERM
	wait "$pid" || status=$?
	# After the trap the child is still on its way out.
	while kill -0 "$pid" 2>/dev/null; do
		wait "$pid" || status=$?
	done
	exit "$status"
}

reap_one() {
	local pid='' status=0 row elapsed
	wait -n -p pid "${!running[@]}" || status=$?
	# A signal that the user sent ends the wait too; its trap does not return.
	[[ -n $pid ]] || die 'lost track of the running cases'
	row=${running[$pid]}
	elapsed=$(($(now_us) - started[$pid]))
	memory_used=$((memory_used - $(cut -f4 <<<"$row")))
	report "$row" "$status" "$elapsed" "${logs[$pid]}"
	unset "running[$pid]" "started[$pid]" "logs[$pid]"
}

# stop_all - end what is running, with a word about each. timeout(1) passes the
# signal on to its whole group, and follows with SIGKILL for what does not go.
stop_all() {
	local pid
	for pid in "${!running[@]}"; do
		echo "stopping $(row_label "${running[$pid]}")"
	done
	for pid in "${!running[@]}" "${!preparing[@]}"; do
		kill -TERM "$pid" 2>/dev/null || true
	done
	wait
}
