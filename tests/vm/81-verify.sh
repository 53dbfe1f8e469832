#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Memory is tested before it is added: no RAM, RAM up to a point, a DIMM that answers twice and one
# that is the RAM in use are refused with the address, by both engines and in a dry run. What was
# in memory is there afterwards, also when a signal ends the test. In standby nothing is tested until
# it goes online; with verify=none nothing is.
#
# vm: --mem 1G --dimm 128M@0x140000000 --alias 128M@0x148000000=dimm0 --dimm 128M@0x160000000
# vm: --dimm 64M@0x178000000 --alias 1G@0x180000000=ram --show-dimms
# vm: --module '9p?' --module '9pnet_virtio?' --module virtio_pci
# vm: --cmdline 'memory_hotplug.memmap_on_memory=1 init_on_alloc=0'
# files: prog:wr prog:phys module:peer
# files: tests/lib/guest-dimms.sh:/lib/guest-dimms.sh
# touches: 1536M
# timeout: 400
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-dimms.sh
. /lib/guest-dimms.sh

SIZE=$((128 << 20))
AGAIN=0x148000000  # the same DIMM once more
SHORT=0x160000000  # a DIMM of one block
NOTHING=0x170000000
HALF=0x178000000   # a DIMM of half a block
USED=0x180000000   # all RAM of this guest

same_contents() {
	expect "contents of the DIMM after $1" "$before" "$(phys sum $BASE $SIZE)"
}

# no_ram WHERE REQUEST: nothing, or something bad, answers from WHERE on
no_ram() {
	refused ENXIO probe "$2" "no RAM, or bad RAM, answers at $1: wrote 0x" ", read 0x"
}

# bad KEYS: what is refused, with these keys
bad() {
	no_ram $NOTHING "$NOTHING 128M $1"
	no_ram 0x168000000 "$SHORT 256M $1"
	no_ram 0x17c000000 "$HALF $1"
	no_ram 0x158000000 "0x158000000 256M $1"
	refused ENXIO probe "$BASE 256M $1" "$AGAIN and $BASE are the same RAM: 0x" \
		", read from the first, was written to the second"
	refused ENXIO probe "$USED 1G $1" "is RAM that the kernel uses already, as 0x" \
		", written to the second, is read from the first"
	unchanged_check
}

# stays_in_standby VERIFY: a range that fails its test does not go online
stays_in_standby() {
	ask probe "$SHORT 256M standby=1 verify=$1"
	refused ENXIO online "$SHORT online_movable" "no RAM, or bad RAM, answers at 0x168000000"
	expect "state of the range" standby "$(field ranges $SHORT state)"
	grep -q "^160000000-16fffffff : mmhp_selfhost (standby)" /proc/iomem ||
		fail "iomem: expected 0x160000000 in standby, saw $(grep mmhp /proc/iomem)"
	ask remove $SHORT
	unchanged_check
}

# interrupted ENGINE LAYOUT
interrupted() {
	wr $MMHP/probe "$BASE 128M verify=full engine=$1 layout=$2" >/tmp/answer &
	writer=$!
	wait_for 60 grep -q '^140000000-147ffffff : mmhp_selfhost' /proc/iomem ||
		fail "iomem: expected the range while it is tested"
	kill -TERM $writer
	wait $writer && fail "engine $1: expected EINTR, saw success"
	expect "a signal to engine $1" EINTR "$(cat /tmp/answer)"
	explained "probe: EINTR: " "while the memory was tested"
	unchanged_check
	same_contents "a signal to engine $1"
}

load
dimms_mount
auto_online offline
baseline_take
expect_provided "at the start" 0 0

# Not one byte is looked at, and so nothing is found.
ask probe "$BASE 128M verify=none dry_run=1"
ask probe "$NOTHING 128M verify=none dry_run=1"
ask probe "$BASE 128M verify=full standby=1"
ask remove $BASE
expect_provided "without a test" 0 0

ask probe "$BASE 128M verify=sample dry_run=1"
expect_provided "for a sample" 256 1024
sampled=$provided
phys fill $BASE $SIZE
before=$(phys sum $BASE $SIZE)
ask probe "$BASE 128M verify=sample dry_run=1"
same_contents "a sample"
for keys in engine=direct 'engine=core layout=block'; do
	bad "verify=sample $keys"
	bad "verify=sample $keys dry_run=1"
	bad "verify=full $keys"
done
same_contents "tests that failed"
ask probe "$BASE 128M verify=full dry_run=1"
same_contents "a full test"
interrupted direct range
interrupted core block
baseline_check

stays_in_standby sample
stays_in_standby full
ask probe "$BASE 128M standby=1 verify=full"
ask online "$BASE online_movable"
check_range $BASE $SIZE range online_movable
ask remove $BASE
baseline_check

# What passes is added.
for how in none sample full; do
	for engine in direct core; do
		ask probe "$SHORT 128M verify=$how engine=$engine layout=block"
		check_range $SHORT $SIZE block offline
		ask remove $SHORT
	done
done
baseline_check

# The parameter is the default of each line.
expect "parameter at the start" sample "$(cat /sys/module/mmhp_selfhost/parameters/verify)"
no_ram $NOTHING "$NOTHING dry_run=1"
param verify full
no_ram $NOTHING "$NOTHING dry_run=1"
param verify none
ask probe "$NOTHING dry_run=1"
no_ram $NOTHING "$NOTHING dry_run=1 verify=sample"
param verify perhaps 2>/dev/null && fail "parameter verify: expected a refusal of 'perhaps'"
refused EINVAL probe "$BASE verify=perhaps" perhaps "none, sample or full"
baseline_check
echo "128 MiB: a sample touches $sampled KiB"
