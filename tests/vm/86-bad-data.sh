#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# Bad memory in a range, free or in use, taken by force (hard) or in good time (soft): the range can
# go offline and be removed, but not go online again, nor to standby, which would forget it; the
# refusal names the block. What else was in the range is not lost, and the machine's number of bad
# pages is as it was when the range has gone, whatever its memmap held that never went online.
#
# vm: --mem 4G --dimm 1G@0x140000000
# files: prog:wr prog:fill prog:mark module:peer
# touches: 1G
# timeout: 240
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((1 << 30))
FIRST=$(block_of $BASE)

# take hard|soft PFN
take() {
	seen=$(wr "$MEM/$1_offline_page" $(($2 * 4096))) || fail "$1 offline $2: expected success, saw $seen"
	echo $(($2 / BLOCK_PAGES)) >>/tmp/taken
}

expect_bad() {
	sort -n /tmp/taken | uniq -c | awk '{ print $2, $1 }' >/tmp/want
	bad_pages >/tmp/seen
	expect_same "bad pages per block, $1" /tmp/want /tmp/seen
	expect "HardwareCorrupted, $1" $((4 * $(wc -l </tmp/taken))) "$(corrupted_kib)"
}

load
auto_online offline
baseline_take
expect "HardwareCorrupted at the start" 0 "$(corrupted_kib)"
mkfifo /tmp/go

for layout in range block; do
	: >/tmp/taken
	ask probe "$BASE 1G layout=$layout online=online_movable"
	layout_set $BASE $SIZE $layout
	period=$range_pages host=$range_host
	[ $layout = range ] || period=$BLOCK_PAGES host=$((BLOCK_PAGES / 64))

	# Free pages, while all are, and one that is mapped
	take hard $(((FIRST + 6) * BLOCK_PAGES - 3))
	take soft $(((FIRST + 6) * BLOCK_PAGES - 7))
	mark private 16 >/tmp/pfn &
	marker=$!
	wait_for 60 grep -q 0x /tmp/pfn
	mapped=$(($(cat /tmp/pfn)))
	expect_least "the frame that is mapped" "$range_pfn" $mapped
	take hard $mapped

	# Others' pages, soft: some of these are in use, and moved.
	fill 256 "$range_pfn" "$range_pages" "$period" "$host" /tmp/go >/tmp/filled &
	filler=$!
	wait_for 120 grep -q in_range /tmp/filled || fail "fill: expected it to be done"
	for n in 1 2 3 4 6 7; do
		take soft $(((FIRST + n) * BLOCK_PAGES + BLOCK_PAGES / 3))
	done
	kill $marker
	expect_bad "online"

	ask offline $BASE
	check_range $BASE $SIZE $layout offline
	expect_bad "offline"
	for bad in $(columns blocks block); do
		[ "$(field blocks "$bad" bad_pages)" = 0 ] || break
	done
	refused EHWPOISON online "$BASE online_movable" "memory$bad holds"
	expect "online blocks after a refusal" 0 "$(field ranges $BASE online)"
	refused EHWPOISON standby $BASE "memory$bad holds"
	check_range $BASE $SIZE $layout offline

	# By hand, too
	seen=$(wr "$MEM/memory$bad/state" online_movable) && fail "memory$bad by hand: expected EHWPOISON, saw success"
	expect "memory$bad by hand" EHWPOISON "$seen"
	expect_bad "after refusals"

	: >/tmp/go
	wait $filler || fail "layout $layout: $(cat /tmp/filled)"
	ask remove $BASE
	expect "HardwareCorrupted after removal" 0 "$(corrupted_kib)"
	dmesg | grep -q "memory$bad goes with bad memory" ||
		fail "kernel log: expected a word about memory$bad"
	baseline_check

	ask probe "$BASE 1G layout=$layout online=online_movable"
	check_range $BASE $SIZE $layout online_movable
	expect "bad pages of a new range" "" "$(bad_pages)"
	ask remove $BASE
	baseline_check
	echo "layout $layout: $(wc -l </tmp/taken) bad pages"
done

# A bad page elsewhere in the machine, and a range whose memmap nobody has initialised, since it never
# went online: it lies where data was. What looks like a mark there is none.
ask probe "$BASE 1G layout=range online=online_movable"
seen=$(fill 400 "$range_pfn" "$range_pages" "$range_pages" 0) || fail "$seen"
ask remove $BASE
mark private 1 >/tmp/pfn &
marker=$!
wait_for 60 grep -q 0x /tmp/pfn
take hard "$(($(cat /tmp/pfn)))"
kill $marker
ask probe "$BASE 1G layout=block"
expect "bad pages of a range that never was online" "" "$(bad_pages)"
ask remove $BASE
expect "HardwareCorrupted" 4 "$(corrupted_kib)"
baseline_check
