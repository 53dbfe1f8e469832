#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# stress-ng's stressors of memory find no fault in a range whose node they are bound to, in both
# layouts; and after its stressor of memory hotplug has taken blocks off- and online for a while the
# range goes as it came.
#
# vm: --mem 4G --dimm 1G@0x140000000:1
# vm: --cmdline 'memory_hotplug.online_policy=auto-movable memory_hotplug.auto_movable_numa_aware=N'
# files: prog:wr module:peer tool:stress-ng tool:numactl
# files: tests/lib/guest-selftests.sh:/lib/guest-selftests.sh
# once: trixie
# touches: 1536M
# timeout: 300
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-selftests.sh
. /lib/guest-selftests.sh

SIZE=$((1 << 30))
SECONDS_EACH=$((10 * SLOWNESS))

# stress OPTION...: stressors that run for SECONDS_EACH, each of which gets something done
stress() {
	numactl --membind=1 stress-ng "$@" --timeout $SECONDS_EACH --verify --temp-path /tmp --metrics-brief \
		>/tmp/log 2>&1 || fail "stress-ng $*: exit status $?: $(tail -n 20 /tmp/log)"
	grep -q 'successful run completed' /tmp/log || fail "stress-ng $*: $(tail -n 20 /tmp/log)"
	for word in "$@"; do
		case $word in
		--*-bytes) ;;
		--*)
			grep -qE "metrc: .* ${word#--} +[1-9]" /tmp/log ||
				fail "stress-ng $word: expected it to get something done, saw $(cat /tmp/log)"
			;;
		esac
	done
	grep metrc /tmp/log
}

load
auto_online offline
baseline_take
for layout in range block; do
	ask probe "$BASE 1G layout=$layout online=online_movable"
	stress --vm 1 --vm-bytes 128M --malloc 1 --malloc-bytes 64M
	only_ours
	stress --mmap 1 --mmap-bytes 64M --memhotplug 1
	all_again
	check_range $BASE $SIZE $layout online_movable
	ask remove $BASE
	baseline_check
done
