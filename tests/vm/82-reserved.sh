#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# RAM that memmap=nn$ss kept back is added when the line allows it; what firmware reserved never is,
# nor ACPI tables, PCI windows, System RAM or a DIMM that firmware does not call RAM. Memory that is
# soft-reserved needs no word for it. What is busy inside of either is in the way.
#
# vm: --mem 4G --qemu '-machine q35' --dimm 256M@0x180000000
# vm: --cmdline 'memmap=512M$0x120000000 memmap=256M%0x140000000-1+4026531839 memmap=128M$0x180000000 memmap=128M%0x188000000+4026531839'
# files: prog:wr module:peer
# touches: 640M
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

KEPT=0x120000000 # 512 MiB of boot RAM, kept back
SOFT=0x140000000 # 256 MiB of boot RAM behind it, soft-reserved
DIMM=0x180000000 # its first half is reserved by the command line

# never WORD REQUEST: not with allow=reserved either, and nothing changes
never() {
	refused EEXIST probe "$2 allow=reserved" "$1"
	refused EEXIST probe "$2 allow=reserved dry_run=1" "$1"
	unchanged_check
}

# line REGEX: a line of iomem
line() {
	grep -q "$1" /proc/iomem || fail "iomem: expected a line '$1', saw $(cat /proc/iomem)"
}

# added START SIZE KEYS: as asked, in both zones; then it is gone again
added() {
	for layout in range block; do
		for how in offline online_movable online_kernel; do
			ask probe "$1 $2 layout=$layout online=$how $3"
			check_range "$1" "$2" $layout $how
			line 'System RAM (mmhp_selfhost)'
			ask remove "$1"
			baseline_check
		done
	done
}

load
auto_online offline
baseline_take
line '^120000000-13fffffff : Reserved'
line '^180000000-187ffffff : Reserved'

refused EEXIST probe "$KEPT 512M" "0x120000000-0x13fffffff is claimed: Reserved" "allow=reserved"
refused EEXIST probe "0x118000000 256M" "System RAM"
refused EINVAL probe "$KEPT 512M allow=perhaps" perhaps reserved
unchanged_check
ask probe "$KEPT 512M allow=reserved dry_run=1"
unchanged_check
added $KEPT $((512 << 20)) "allow=reserved verify=sample"
ask probe "0x128000000 128M allow=reserved verify=full"
ask remove 0x128000000
baseline_check

# In standby, it is reserved inside of what was reserved before.
ask probe "$KEPT 512M allow=reserved standby=1"
line '^  120000000-13fffffff : mmhp_selfhost (standby)'
refused EEXIST probe "$KEPT 256M allow=reserved" "was added here"
ask online "$KEPT online_movable"
check_range $KEPT $((512 << 20)) range online_movable
ask remove $KEPT
baseline_check

# Part of it is somebody's: the kernel's own way puts memory there as well.
wr $PEER/add "0 0x130000000 $BLOCK $BLOCK 0" || fail "peer: expected it to add a block"
refused EEXIST probe "$KEPT 512M allow=reserved" "0x130000000-0x137ffffff is claimed: System RAM"
ask probe "$KEPT 256M allow=reserved"
ask remove $KEPT
wr $PEER/remove "0x130000000 $BLOCK $BLOCK"
baseline_check

never "System RAM" "0x118000000 256M"
never "System RAM" "0x148000000 256M"
never "0x130000000-0x13fffffff is Reserved, and the rest is not" "0x130000000 512M"
never "System RAM" 0x8000000
never "a device" 0xb0000000                            # PCI ECAM, busy in what firmware reserved
never "a device" 0xc0000000                            # PCI window
never "firmware does not call it RAM" "0xfd00000000 1G" # no room for addresses on AMD machines
never "firmware does not call it RAM" "$DIMM 128M"
never "firmware does not call it RAM" "$DIMM 256M"
never "0x188000000-0x18fffffff is Soft Reserved, and the rest is not" "0x188000000 256M"
ask probe "0x188000000 128M"
ask remove 0x188000000
baseline_check

# The range with ACPI tables, or with what the BIOS keeps
for kind in 'ACPI Tables' 'ACPI Non-volatile Storage' 'Reserved'; do
	awk -v kind="$kind" 'index($0, " : " kind) && !/^ / { split($1, at, "-"); print at[1] }' /proc/iomem
done >/tmp/others
while read -r start; do
	start=$((0x$start / BLOCK * BLOCK))
	case $(printf '0x%x' $start) in
	0x120000000 | 0x180000000) continue ;;
	esac
	refused EEXIST probe "$(printf '0x%x' $start) allow=reserved"
	others=$((${others:-0} + 1))
done </tmp/others
expect_least "blocks with other reserved memory" 3 "${others:-0}"
baseline_check

# 7.x keeps soft-reserved memory out of iomem until a driver asks for it.
if grep ': Soft Reserved' /proc/iomem; then
	line '140000000-14fffffff : Soft Reserved'
	refused EEXIST probe "$SOFT 512M" "System RAM"
	wr $PEER/add "0 0x148000000 $BLOCK $BLOCK 0" || fail "peer: expected it to add a block"
	refused EEXIST probe "$SOFT 256M" "0x148000000-0x14fffffff is claimed: System RAM"
	wr $PEER/remove "0x148000000 $BLOCK $BLOCK"
fi
added $SOFT $((256 << 20)) verify=sample
