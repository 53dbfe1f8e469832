#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The kernel's own tests that poison and that soft-offline pages end on the memory of a range, whose
# node has no other, as they do on boot memory. What they leave stays bad until the machine ends, and
# a range that holds it can no longer be taken away: it stays as it is, and the refusal says that there
# is bad memory.
#
# suites: trixie trixie-backports
# vm: --mem 4G --dimm 1G@0x140000000:1
# files: prog:wr module:peer selftests tool:numactl
# files: tests/lib/guest-selftests.sh:/lib/guest-selftests.sh
# once: trixie-backports
# touches: 1G
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-selftests.sh
. /lib/guest-selftests.sh

SIZE=$((1 << 30))

bad_kib() {
	awk '$1 == "HardwareCorrupted:" { print $2 }' /proc/meminfo
}

load
auto_online offline
ask probe "$BASE 1G online=online_movable"
expect "KiB of bad memory" 0 "$(bad_kib)"
cd /selftests
own_test 16 hugetlb-read-hwpoison
own_test 16 hugetlb-soft-offline
own_test 16 memory-failure
own_tests_passed 1
expect_least "KiB of bad memory" 12 "$(bad_kib)"
check_range $BASE $SIZE range online_movable

for request in offline remove; do
	refused EBUSY $request $BASE memory "are bad memory"
	check_range $BASE $SIZE range online_movable
done
