# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# What the VM cases share that run other people's tests, behind guest.sh: read from
# /lib/guest-selftests.sh. In their guests the range is node 1, which has no other memory.

POOL=hugepages/hugepages-2048kB/nr_hugepages
OPTIMISE=/proc/sys/vm/hugetlb_optimize_vmemmap

# The node has no boot memory in a kernel zone.
# shellcheck disable=SC2034 # read by guest.sh
BOUNDARY_ZONE=Movable

# only_ours: programs that look for memory blocks in sysfs find those of the ranges and no other.
only_ours() {
	mkdir -p /tmp/memory
	mount --bind $MEM /tmp/memory
	mount -t tmpfs none $MEM
	for n in $(columns blocks block); do
		ln -s "/tmp/memory/memory$n" $MEM/
	done
}

# all_again: undo only_ours.
all_again() {
	umount $MEM
	umount /tmp/memory
}

# pool NODE PAGES: huge pages from this node and from no other. What a test asks for beyond that
# would come from both.
pool() {
	echo 0 >/sys/devices/system/node/node$((1 - $1))/$POOL
	echo "$2" >"/sys/devices/system/node/node$1/$POOL"
	expect "huge pages of node $1" "$2" "$(cat "/sys/devices/system/node/node$1/$POOL")"
}

# optimised 0|1: HugeTLB's vmemmap optimisation, where the kernel has it
optimised() {
	[ ! -e $OPTIMISE ] || echo "$1" >$OPTIMISE
}

# run_on NODE PAGES PROGRAM [ARG]: sets status.
run_on() {
	pool "$1" "$2"
	status=0
	numactl "--membind=$1" "./$3" ${4:+"$4"} >/tmp/log 2>&1 || status=$?
}

# own_test PAGES PROGRAM [ARG]: one of the kernel's own tests, if this kernel has it, on the memory of
# the range. Not each passes on each kernel: what fails has to fail on the boot memory as well.
own_test() {
	[ -e "./$2" ] || return 0
	run_on 1 "$@"
	case $status in
	0) passed="${passed-} $2" ;;
	4) echo "$2 skips: $(tail -n 1 /tmp/log)" ;;
	*)
		here="exit status $status: $(tail -n 8 /tmp/log)"
		there=$status
		# Boot memory that was optimised comes back with more pages managed than there were.
		optimised 0
		run_on 0 "$@"
		optimised "${hvo:-0}"
		expect "status of $2 on the boot memory; on the range: $here" "$there" $status
		echo "$2 fails on the boot memory, too: $here"
		;;
	esac
}

# own_tests_passed LEAST: at least so many have.
own_tests_passed() {
	echo "passed:${passed-}"
	expect_least "tests that passed" "$1" "$(echo "${passed-}" | wc -w)"
	passed=
}
