#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Five thousand steps at random through all that can be asked of the module and of its blocks, good
# and bad, with others' vetoes in between: errno, the tables, error_log, the blocks, the zones and
# MemTotal are what the documents say after each. Another seed each time, which is printed; to take
# the same steps again, or others:
#
#	tests/lib/vm-case tests/vm/68-model.sh SUITE --seed N [--operations N] [--verbose]
#
# vm: --mem 4G --dimm 12G@0x140000000 --cmdline 'memmap=256M$0x440000000'
# vm: --module memory-notifier-error-inject
# files: prog:wr prog:walk module:peer
# touches: 1536M
# timeout: 600
# brief: --operations 1500
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

load
modprobe memory-notifier-error-inject || fail "modprobe memory-notifier-error-inject: expected it to load"
auto_online offline
baseline_take
began=$(cut -d. -f1 /proc/uptime)
walk "$@" || fail "module and model differ"
echo "$(($(cut -d. -f1 /proc/uptime) - began)) seconds"

# What of the kernel's own was on memory of a kernel zone may be there still.
[ -n "$(columns ranges start)" ] || baseline_check
