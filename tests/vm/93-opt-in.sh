#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Others are left alone: with ranges present, a DIMM that is plugged in, virtio-mem and dax/kmem
# memory come, look, cost DRAM and go as they did in this guest before the module was loaded, and no
# kernel parameter is changed by it. (A kernel without transparent huge pages, such as PREEMPT_RT's,
# has no dax.)
#
# The kernel has RAM up to the address 5 GiB; `mem=` keeps the next GiB for the ranges, the one
# behind it is a pmem, and there is room for 2 GiB more.
#
# vm: --mem 6G --cmdline 'mem=5G memmap=1G!6G' --monitor
# vm: --qemu '-m 6G,slots=1,maxmem=9G -object memory-backend-ram,id=ram1,size=1G,reserve=off'
# vm: --qemu '-device virtio-mem-pci,id=vmem,memdev=ram1,memaddr=0x1c0000000'
# vm: --module virtio_pci --module virtio_mem --module nd_e820 --module nd_pmem
# vm: --module 'dax_pmem?' --module 'device_dax?' --module 'kmem?'
# files: prog:wr module:peer tool:ndctl tool:daxctl
# files: tests/lib/guest-monitor.sh:/lib/guest-monitor.sh
# touches: 1G
# timeout: 180
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-monitor.sh
. /lib/guest-monitor.sh

A=0x140000000    # 768 MiB in layout range
B=0x170000000    # 256 MiB in layout block
PMEM=0x188000000 # 896 MiB: what dax/kmem takes of the pmem, from the first whole block on
VMEM=0x1c0000000 # 512 of 1024 MiB
DIMM=0x200000000 # 1 GiB

# --- what is to be seen -----------------------------------------------------------------------

# look START SIZE: how memory differs from the baseline by the blocks of START, and what these say;
# where their memmap lies.
look() {
	baseline_write /tmp/now
	{
		for what in iomem blocks nodes; do
			diff -U 0 /tmp/baseline.$what /tmp/now.$what | grep '^[-+][^-+]' || :
		done
		echo "MemTotal $(($(cat /tmp/now.MemTotal) - $(cat /tmp/baseline.MemTotal)))"
		# What is spanned depends on where a zone was before.
		awk 'NR == FNR { was[$1 $2] = $3; next }
		     $2 != "spanned" && $3 != was[$1 $2] { print $1, $2, $3 - was[$1 $2] }' \
			/tmp/baseline.zones /tmp/now.zones
		for n in $(seq "$(block_of "$1")" $(($(block_of $(($1 + $2))) - 1))); do
			echo "memory$n $(state "$n"), $(zone "$n"), removable $(cat "$MEM/memory$n/removable")"
		done
	} >>/tmp/seen_of_other
	layout_set "$1" "$2" range
	expect "frames of the memmap of $range_start that lie where the module would put them" 0 \
		$((range_host - $(frames wrong)))
}

# spent SIZE: of the memory that was free before, what memory of SIZE has taken, in KiB per GiB.
spent() {
	taken=$((free_before - $(mem_free_kib) + $(mem_total_kib) - $(cat /tmp/baseline.MemTotal)))
	echo $((taken * 1024 / ($1 >> 20)))
}

# measured COMMAND...: not on a debug kernel, where KASAN keeps what is freed for a while
measured() {
	[ "$SLOWNESS" != 1 ] || "$@"
}

# --- others -----------------------------------------------------------------------------------

# Each: added, looked at, and taken away again.

dimm() {
	last=$(($(block_of $DIMM) + (1 << 30) / BLOCK - 1))
	qemu "object_add memory-backend-ram,id=ram2,size=1G,reserve=off"
	qemu "device_add pc-dimm,id=dimm,memdev=ram2,addr=$DIMM"
	wait_for 20 test -e $MEM/memory$last/node0 || fail "DIMM: expected it to be added"
	look $DIMM $((1 << 30))
	spent $((1 << 30)) >/tmp/kib
	for n in $(seq "$(block_of $DIMM)" $last); do
		set_state "$n" online_movable
	done
	set_state $last offline
	look $DIMM $((1 << 30))
	set_state $last online_movable
	qemu "device_del dimm"
	wait_for 20 monitor "object_del ram2" || fail "DIMM: expected it to be given back"
}

vmem_gone() {
	[ "$(monitor 'qom-get /machine/peripheral/vmem size')" = 0 ] && ! grep -q '(virtio_mem)' /proc/iomem
}

virtio_mem() {
	size=$((512 << 20))
	last=$(($(block_of $VMEM) + size / BLOCK - 1))
	auto_online online_movable
	qemu "qom-set /machine/peripheral/vmem requested-size $size"
	wait_for 20 grep -qx online $MEM/memory$last/state || fail "virtio-mem: expected $size bytes"
	look $VMEM $size
	spent $size >/tmp/kib
	qemu "qom-set /machine/peripheral/vmem requested-size 0"
	wait_for 20 vmem_gone || fail "virtio-mem: expected its memory to be given back"
	auto_online offline
}

dax() {
	daxctl "$@" dax0.0 >/tmp/daxctl 2>&1 || fail "daxctl $*: $(cat /tmp/daxctl)"
}

# Begins and ends with a disabled device: in mode devdax it has a memmap in DRAM already.
kmem() {
	size=$((896 << 20))
	dax reconfigure-device --mode=system-ram
	look $PMEM $size
	spent $size >/tmp/kib
	dax reconfigure-device --force --mode=devdax
	dax disable-device
}

# observe without|with: what is to be seen of each, with the module and without.
observe() {
	baseline_take
	for other in $OTHERS; do
		free_before=$(mem_free_kib)
		$other
		unchanged_check
		mv /tmp/seen_of_other "/tmp/$other.$1"
		lost=$((free_before - $(mem_free_kib)))
		mv /tmp/kib "/tmp/$other.$1.kib"
		echo "$other, $1 the module: $(cat "/tmp/$other.$1.kib") KiB of DRAM per GiB"
		[ "$1" = with ] || sed 's/^/    /' "/tmp/$other.$1"
		measured expect_most "KiB that $other, $1 the module, did not give back" 2048 $lost
	done
}

# --- parameters -------------------------------------------------------------------------------

# All that can be written, and what memory_hotplug only shows.
parameters() {
	cat /proc/cmdline
	grep -r . /sys/module/memory_hotplug/parameters
	find /sys/module/*/parameters /proc/sys/vm /proc/sys/kernel $MEM/auto_online_blocks \
		-type f -perm -u+rw ! -path '*/mmhp_selfhost/*' ! -name ns_last_pid -exec grep -s . {} +
}

parameters_check() {
	parameters >/tmp/parameters.now
	expect_same "parameters $1" /tmp/parameters /tmp/parameters.now
}

# --- without the module and with it -----------------------------------------------------------

modprobe_all() {
	for module; do
		modprobe "$module" || fail "modprobe $module: expected it to load"
	done
}

OTHERS='dimm virtio_mem'
modprobe_all virtio_pci virtio_mem
# virtio-mem has a legacy interrupt only, and a debug kernel does not know where that goes.
[ "$SLOWNESS" = 1 ] || OTHERS=dimm
if [ -e /sys/kernel/mm/transparent_hugepage ]; then
	OTHERS="$OTHERS kmem"
	modprobe_all nd_e820 nd_pmem dax_pmem device_dax kmem
	wait_for 20 test -e /dev/pmem0 || fail "expected a /dev/pmem0"
	ndctl create-namespace --force --reconfig=namespace0.0 --mode=devdax --map=mem >/tmp/ndctl 2>&1 ||
		fail "ndctl: $(cat /tmp/ndctl)"
	dax disable-device
fi
insmod /lib/peer.ko
monitor_open
auto_online offline

# The kernel keeps what was written; else it follows the size of zone Normal, if khugepaged is not there.
echo $((128 << 10)) >/proc/sys/vm/min_free_kbytes
observe without
# By now the kernel has adapted user_reserve_kbytes to memory that goes online.
parameters >/tmp/parameters
echo "$(wc -l </tmp/parameters) parameters"

modprobe mmhp_selfhost
parameters_check "after the module was loaded"
ask probe "$A 768M layout=range online=offline"
set_state "$(block_of $A)" "$FOR_KERNEL"
set_state $(($(block_of $A) + 2)) online_movable
ask probe "$B 256M layout=block online=online_movable"
parameters_check "after ranges were added"
cat $MMHP/ranges $MMHP/blocks >/tmp/ranges

observe with
cat $MMHP/ranges $MMHP/blocks >/tmp/ranges.now
expect_same "ranges after others came and went" /tmp/ranges /tmp/ranges.now
expect "newest entry of error_log" "" "$(last_error)"
parameters_check "after others came and went"
for other in $OTHERS; do
	expect_same "$other" "/tmp/$other.without" "/tmp/$other.with"
	# An eighth of what a memmap takes is room for what else goes on.
	kib=$(cat "/tmp/$other.without.kib")
	measured expect_least "KiB of DRAM per GiB of $other" $((kib - 2048)) "$(cat "/tmp/$other.with.kib")"
	measured expect_most "KiB of DRAM per GiB of $other" $((kib + 2048)) "$(cat "/tmp/$other.with.kib")"
	measured expect_least "KiB of DRAM per GiB of $other without the module" 14336 "$kib"
done

for range in $A $B; do
	ask remove "$range"
done
parameters_check "after ranges were removed"
rmmod mmhp_selfhost
parameters_check "after the module was unloaded"
