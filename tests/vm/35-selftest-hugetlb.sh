#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The kernel's own tests of HugeTLB pass with each page of the pool in a range, or fail as they do on
# boot memory. In both layouts, with HugeTLB's vmemmap optimisation and without.
#
# vm: --mem 4G --dimm 1G@0x140000000:1
# files: prog:wr module:peer selftests tool:numactl
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

# own_tests: as run_vmtests.sh calls them. Left out are those that race two threads for one page ten
# thousand times (hugetlb_fault_after_madv), that want a file system with direct I/O (hugetlb_dio),
# and those that poison.
own_tests() {
	case $(uname -r) in
	6.1.*) file=huge/file ;;
	*) file='' ;;
	esac
	for old in hugepage hugetlb; do
		own_test 128 $old-mmap
		own_test 128 $old-shm
		own_test 128 $old-mremap $file
		own_test 1 $old-vmemmap
	done
	own_test 128 map_hugetlb
	own_test 40 hugetlb-madvise $file
	# These ask for pages of each size. One of 1 GiB comes from boot memory, if there is one, and comes
	# back with more pages managed than there were if it was optimised.
	optimised 0
	own_test 8 thuge-gen
	own_test 1 hugetlb_madv_vs_map
	optimised "$hvo"
	pool 1 0
	own_tests_passed 5
}

# round LAYOUT OPTIMISED
round() {
	hvo=$2 # own_test() puts it back
	optimised "$hvo"
	ask probe "$BASE 1G layout=$1 online=online_movable"
	expect "node of the range" 1 "$(field ranges $BASE node)"
	own_tests
	check_range $BASE $SIZE "$1" online_movable
	ask remove $BASE
	baseline_check
}

load
auto_online offline
baseline_take
cd /selftests
mkdir huge
mount -t hugetlbfs none huge
# A debug kernel has no System V memory.
[ ! -e /proc/sys/kernel/shmmax ] || echo $((4 << 30)) >/proc/sys/kernel/shmmax
round range 1
round block 0
