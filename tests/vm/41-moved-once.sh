#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A range that is in use goes offline: each page of it is moved once, out of the range and not to where
# it has to be moved again, and holds what it held.
#
# vm: --mem 4G --dimm 4G@0x140000000
# files: prog:wr prog:fill module:peer
# touches: 3G
# once: trixie
# timeout: 300
# debug: no, each block goes by itself there, as KASAN keeps one shadow per call, and pages move to the next
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((4 << 30))
MIB=512

moved() {
	awk '$1 == "pgmigrate_success" { print $2 }' /proc/vmstat
}

load
auto_online offline
# To move a page takes an emulated CPU 0.1 ms.
param offline_timeout 200
baseline_take
mkfifo /tmp/again
layout_set $BASE $SIZE range
ask probe "$BASE 4G layout=range online=online_movable"
fill $MIB "$range_pfn" "$range_pages" "$range_pages" "$range_host" /tmp/again >/tmp/filled &
fill=$!
wait_for 120 grep -q in_range /tmp/filled || fail "fill: expected it to say how much is in the range"
held=$(sed -n 's/^in_range //p' /tmp/filled)
expect_least "pages of the range that are in use" $((MIB * 200)) "$held"

before=$(moved)
ask offline $BASE
times=$((($(moved) - before) * 100 / held))
echo "$held pages were in use, each was moved $((times / 100)).$((times / 10 % 10)) times"
expect_most "percent of these that were moved" 105 $times
ask remove $BASE
echo >/tmp/again
wait $fill || fail "fill: $(cat /tmp/filled)"
baseline_check
