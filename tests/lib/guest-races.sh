# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# What the VM cases share that let things happen at once for a while, behind guest.sh: read from
# /lib/guest-races.sh.
#
#	race_begin 60
#	race NAME COMMAND...	for each that takes part
#	race_least N WHAT	for each thing that must happen
#	race_end		waits for all, prints what happened how often

RACE_LOG=/tmp/race.log
RACE_WRONG=/tmp/race.wrong
RACE_LEAST=/tmp/race.least
# How much longer a race goes on while something has not happened often enough, in seconds
RACE_MORE=$((150 * SLOWNESS))

# race_begin SECONDS
race_begin() {
	: >$RACE_LOG
	: >$RACE_WRONG
	: >$RACE_LEAST
	race_pids=
	read -r race_up _ </proc/uptime
	race_until=$((${race_up%.*} + $1))
}

# race_on: until the time is over and all has happened, or something went wrong.
race_on() {
	[ ! -s $RACE_WRONG ] || return 1
	read -r race_up _ </proc/uptime
	race_over=$((${race_up%.*} - race_until))
	[ $race_over -lt 0 ] || { [ $race_over -lt $RACE_MORE ] && ! race_happened; }
}

race_happened() {
	while read -r race_n race_what; do
		[ "$(race_times "$race_what")" -ge "$race_n" ] || return 1
	done <$RACE_LEAST
}

# race NAME COMMAND...: from now on in the background, COMMAND over and over; NAME is noted each time
# that it succeeds.
race() {
	race_name=$1
	shift
	while race_on; do
		! "$@" || noted "$race_name"
	done &
	race_pids="$race_pids $!"
}

noted() {
	echo "$*" >>$RACE_LOG
}

wrong() {
	echo "$*" >>$RACE_WRONG
}

# race_times WHAT: how often it was noted.
race_times() {
	grep -cFx "$1" $RACE_LOG || :
}

# race_wait WHAT: until it is noted once more, or the time is over.
race_wait() {
	race_before=$(race_times "$1")
	while race_on && [ "$(race_times "$1")" = "$race_before" ]; do :; done
}

# may ERRNO|... FILE REQUEST: one write(2). 0 when it was accepted, 1 when it was refused as it may be;
# what came of it is noted as `FILE: ok` or `FILE: ERRNO`, without folders.
may() {
	if seen=$(wr "$2" "$3"); then
		noted "${2##*/}: ok"
		return 0
	fi
	noted "${2##*/}: $seen"
	case "|$1|" in
	*"|$seen|"*) ;;
	*) wrong "$2 '$3': expected success${1:+ or $1}, saw $seen" ;;
	esac
	return 1
}

# must FILE REQUEST: one write(2) that is never refused.
must() {
	may '' "$@"
}

# race_least N WHAT: that WHAT is noted N times or more.
race_least() {
	echo "$*" >>$RACE_LEAST
}

# race_end: all that take part have come to their end, nothing went wrong, and all has happened.
race_end() {
	for pid in $race_pids; do
		wait "$pid" || wrong "one that takes part ended with status $?"
	done
	sort $RACE_LOG | uniq -c
	[ ! -s $RACE_WRONG ] || fail "$(sort $RACE_WRONG | uniq -c)"
	while read -r race_n race_what; do
		expect_least "times of '$race_what'" "$race_n" "$(race_times "$race_what")"
	done <$RACE_LEAST
}
