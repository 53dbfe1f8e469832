#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# kexec and kdump. A range is memory that a driver manages: firmware's memory map does not have it, and
# kexec puts nothing there. It is in the dump of a crash: /proc/vmcore has all of it, and makedumpfile
# can tell by the memmap in it what its pages are. A range that goes online after the capture kernel
# was loaded is in the dump where sysfs has `crash_hotplug` and says 1; elsewhere the capture kernel
# has to be loaded again, or the dump is one without that range. The capture kernel claims none of that
# memory, and yet adds none of it: it is what the dump is made of.
#
# The capture kernel runs this script, too.
#
# vm: --kexec --mem 768M --smp 1 --dimm 4G@0x140000000 --cmdline crashkernel=256M
# vm: --ignore-report 'sysrq triggered crash'
# files: prog:wr prog:mark prog:vmcore prog:kept module:peer tool:kexec tool:makedumpfile
# once: trixie-backports
# touches: 1G
# timeout: 240
# debug: no, a debug kernel does not fit the room of the capture kernel
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

EARLY=0x180000000 # online before the capture kernel is loaded
EARLY_SIZE=$((1280 << 20))
LATE=0x140000000 # online after that
LATE_SIZE=$((256 << 20))

# --- the kernel that crashes ------------------------------------------------------------------

firmware_memory() {
	cat /sys/firmware/memmap/*/start /sys/firmware/memmap/*/end /sys/firmware/memmap/*/type
}

# A copy of the kernel that asks for 768 MiB to start in (init_size in the header of an image): more
# than the boot memory has in one piece, and much less than the range has.
kexec_avoids_range() {
	cp /boot/vmlinuz /tmp/large
	printf '\0\0\0\060' | dd of=/tmp/large bs=1 seek=$((0x260)) conv=notrunc 2>/dev/null
	seen=$(kexec -s -l /tmp/large 2>&1) && fail "kexec -l: expected no room for 768 MiB, saw success"
	expect "kexec -l" "kexec_file_load failed: Cannot assign requested address" "$seen"
	rm /tmp/large
}

# mark_memory private|shared START SIZE: sets pfn, a marked page of this range.
mark_memory() {
	rm -f /tmp/mark
	mark "$1" 4 >/tmp/mark &
	wait_for 20 test -s /tmp/mark || fail "mark: expected it to print a page"
	pfn=$(cat /tmp/mark)
	expect_least "marked page" $(($2 / 4096)) $((pfn))
	expect_most "marked page" $((($2 + $3) / 4096 - 1)) $((pfn))
}

crash() {
	firmware_memory >/tmp/firmware
	grep -q 'System RAM' /tmp/firmware || fail "/sys/firmware/memmap: expected the boot memory in it"
	load
	auto_online offline

	ask probe "$EARLY 1280M online=online_kernel"
	check_range $EARLY $EARLY_SIZE range online_kernel
	expect "iomem entry" "180000000-1cfffffff : System RAM (mmhp_selfhost)" \
		"$(grep mmhp_selfhost /proc/iomem)"
	firmware_memory >/tmp/seen
	expect_same "firmware's memory map" /tmp/firmware /tmp/seen
	kexec_avoids_range

	kexec -p /boot/vmlinuz --initrd=/boot/initrd --reuse-cmdline ||
		fail "kexec -p: expected it to load the capture kernel"
	mark_memory private $EARLY $EARLY_SIZE
	early=$pfn
	mark_memory shared $EARLY $EARLY_SIZE
	early_cache=$pfn
	ask probe "$LATE 256M online=online_movable"
	check_range $LATE $LATE_SIZE range online_movable
	mark_memory private $LATE $LATE_SIZE
	late=$pfn
	mark_memory shared $LATE $LATE_SIZE
	late_cache=$pfn
	# The capture kernel reads it in the log that it finds in memory.
	hotplug=$(cat $MEM/crash_hotplug 2>/dev/null) || hotplug=0
	echo "case: early=$early early_cache=$early_cache late=$late late_cache=$late_cache" \
		"hotplug=$hotplug" >/dev/kmsg
	echo c >/proc/sysrq-trigger
	fail "sysrq: expected a crash"
}

# --- the capture kernel -----------------------------------------------------------------------

# in_vmcore START SIZE: START if one program header of /proc/vmcore has all of it.
in_vmcore() {
	vmcore /proc/vmcore | while read -r start end; do
		[ $((start)) -gt $(($1)) ] || [ $((end)) -lt $(($1 + $2)) ] || echo "$1"
	done
}

# marked PFN...: these pages are in /proc/vmcore as they were marked.
marked() {
	for pfn in "$@"; do
		expect "page $pfn of /proc/vmcore" "$(printf '0x%013x' "$pfn")" \
			"$(vmcore /proc/vmcore "$pfn" | uniq)"
	done
}

# memmap_pfns START SIZE: the pages of a range that hold its memmap.
memmap_pfns() {
	seq $(($1 / 4096)) $(($1 / 4096 + $2 / 4096 / 64 - 1))
}

# Nobody has this memory now, but it is not free.
capture_refuses() {
	load
	for request in "$EARLY 1280M" "$LATE 256M verify=none" "$LATE 256M standby=1" "$LATE 256M dry_run=1"; do
		refused EPERM probe "$request" "was started to save a dump"
	done
	expect "ranges" "" "$(grep mmhp_selfhost /proc/iomem)"
}

capture() {
	capture_refuses
	makedumpfile --dump-dmesg /proc/vmcore /tmp/dmesg >/dev/null
	grep -q ' case: ' /tmp/dmesg || fail "makedumpfile: expected to find the log of the kernel"
	eval "$(sed -n 's/.* case: //p' /tmp/dmesg)"
	echo "crash_hotplug: $hotplug"

	expect "program header for $EARLY" $EARLY "$(in_vmcore $EARLY $EARLY_SIZE)"
	marked "$early" "$early_cache"
	want="yes no no no" want_late="no"
	if [ "$hotplug" = 1 ]; then
		expect "program header for $LATE" $LATE "$(in_vmcore $LATE $LATE_SIZE)"
		marked "$late" "$late_cache"
		want="yes no yes no" want_late="yes"
	else
		expect "program header for $LATE" "" "$(in_vmcore $LATE $LATE_SIZE)"
	fi

	# A dump without zero pages, page cache and free pages
	# shellcheck disable=SC2046 # one word per page
	makedumpfile -F -d 23 /proc/vmcore 2>/tmp/log |
		kept "$early" "$early_cache" "$late" "$late_cache" $(memmap_pfns $LATE $LATE_SIZE) \
			$(memmap_pfns $EARLY $EARLY_SIZE) >/tmp/kept ||
		fail "makedumpfile: $(tail -n 5 /tmp/log)"
	grep -q 'makedumpfile Completed' /tmp/log || fail "makedumpfile: $(tail -n 5 /tmp/log)"
	expect "pages $early, page cache $early_cache, $late, page cache $late_cache in the dump" \
		"$want" "$(head -n 4 /tmp/kept | xargs)"
	expect "pages of the memmap of $LATE in the dump" "$want_late" \
		"$(tail -n +5 /tmp/kept | head -n $((LATE_SIZE / 4096 / 64)) | uniq)"
	expect "pages of the memmap of $EARLY in the dump" "yes" \
		"$(tail -n $((EARLY_SIZE / 4096 / 64)) /tmp/kept | uniq)"
}

if [ -e /proc/vmcore ]; then
	capture
else
	crash
fi
