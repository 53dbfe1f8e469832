#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Hibernation is refused while a range has a memmap, online or not, and says why; without one, or with
# ranges in standby, it is not this module that refuses. From its start to its end nothing can be
# added, and whatever way it ends, things can be added again. Restoring an image is not refused.
#
# vm: --mem 4G --dimm 2G@0x140000000 --module pm-notifier-error-inject
# files: prog:wr module:peer
# touches: 512M
# timeout: 180
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

ADD="$BASE 1G"
OTHER=$((BASE + (1 << 30)))

# hibernate: as far as to the frozen user space, for 5 s, and back; prints what the write says.
hibernate() {
	wr /sys/power/state disk || :
}

# To have /dev/snapshot open for reading is to hibernate from user space, step by step.
snapshot_open() {
	# Not exec alone: that would end the shell where it fails.
	command exec 5</dev/snapshot
} 2>/dev/null

hibernation_refused() {
	expect "hibernation with a range $1" EBUSY "$(hibernate)"
	explained "power: EBUSY: " "$(printf '0x%x' $BASE)" standby "> hibernate"
	! snapshot_open || fail "opening /dev/snapshot with a range $1: expected EBUSY, saw success"
}

[ -e /sys/power/pm_test ] || skip "this kernel cannot hibernate without writing an image (/sys/power/pm_test)"
load
modprobe pm-notifier-error-inject || fail "modprobe pm-notifier-error-inject: expected it to load"
ERROR=/sys/kernel/debug/notifier-error-inject/pm/actions/PM_HIBERNATION_PREPARE/error
echo freezer >/sys/power/pm_test
auto_online offline
baseline_take

expect "hibernation without a range" "" "$(hibernate)"

for layout in range block; do
	ask probe "$ADD layout=$layout"
	hibernation_refused offline
	ask online "$BASE online_movable"
	hibernation_refused online
	(exec 5>/dev/snapshot) || fail "restoring an image with a range: expected it to begin"
	check_range $BASE $((1 << 30)) $layout online_movable
	ask offline $BASE
	ask standby $BASE

	snapshot_open || fail "opening /dev/snapshot with a range in standby: expected success"
	refused EBUSY online "$BASE online_movable" hibernate
	refused EBUSY probe "$OTHER 1G layout=$layout" hibernate
	expect "ranges while hibernating" "$(printf '0x%x standby' $BASE)" "$(columns ranges 'start state')"
	exec 5<&-
	ask online "$BASE online_movable"
	ask remove $BASE
	baseline_check
done

# Somebody behind refuses.
echo -12 >"$ERROR"
expect "hibernation that another refuses" ENOMEM "$(hibernate)"
echo 0 >"$ERROR"
ask probe "$ADD"
ask remove $BASE
baseline_check

ask probe "$ADD standby=1"
expect "hibernation with a range in standby" "" "$(hibernate)"
ask remove $BASE

# With requests under way: each attempt is answered, and none lets in what the image would miss.
while [ ! -e /tmp/enough ]; do
	wr $MMHP/probe "$ADD" >/dev/null || :
	wr $MMHP/remove $BASE >/dev/null || :
done &
writer=$!
passed=0 refusals=0
while [ $((passed + refusals)) -lt 100 ]; do
	if snapshot_open; then
		passed=$((passed + 1))
		expect "ranges while hibernating" "" "$(columns ranges start)"
		exec 5<&-
	else
		refusals=$((refusals + 1))
	fi
done
expect "hibernation with requests under way" "" "$(hibernate | grep -v '^EBUSY$')"
: >/tmp/enough
wait $writer
[ -z "$(columns ranges start)" ] || ask remove $BASE
baseline_check
echo "with requests under way: $passed passed, $refusals refused"
