#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The command line mmhp, through the life of a range: it loads the module, finds the memory that is
# free, checks, adds, shows, says what keeps a block from going offline, ends a removal on a signal
# with all as it was, removes, restores at boot, and reports errors with the errno and the sentence
# that the module has for them.
#
# vm: --mem 4G --dimm 4G@0x140000000:1 --cmdline page_owner=on
# files: prog:wr prog:pipepin prog:terminal module:peer
# once: trixie
# touches: 1G
# timeout: 400
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

SIZE=$((4 << 30))

# run STATUS ARG...: mmhp ends with it; what it prints goes to /tmp/out and /tmp/err
run() {
	wanted=$1
	shift
	status=0
	mmhp "$@" >/tmp/out 2>/tmp/err || status=$?
	expect "status of mmhp $*: $(cat /tmp/out /tmp/err)" "$wanted" $status
}

# says WORD...: each of them is in what it printed
says() {
	for word in "$@"; do
		grep -qF -e "$word" /tmp/out /tmp/err ||
			fail "mmhp: expected '$word' in: $(cat /tmp/out /tmp/err)"
	done
}

insmod /lib/peer.ko
expect "the module before the first command" "" "$(grep '^mmhp_selfhost ' /proc/modules)"

# What there is
run 77 list
says "not loaded"
run 0 scan
says "mmhp add 0x140000000 " "room for hot-plug"
run 0 scan --noheadings --raw --output START,SIZE,NODE --bytes --probe
expect "scan --probe" "0x140000000 $SIZE 1" "$(cat /tmp/out)"
[ -e /sys/module/mmhp_selfhost ] || fail "scan --probe: expected it to load the module"
auto_online offline
param offline_timeout 10000
baseline_take

# A dry run
dmesg -c >/dev/null
run 0 check 0x140000000 4G --layout range --online online_movable
says "would add 0x140000000-0x23fffffff on node 1" "room for 3 pages of 1 GiB" \
	"memmap at 0x140000000-0x143ffffff" "online in zone Movable"
run 0 check 0x140000000 4G
says "stays offline"
! grep -q "online in zone" /tmp/out || fail "check: it prints the report of the one before, too"
! grep -q warning: /tmp/out || fail "check: expected no warning"
param movable_ratio 10
run 0 check 0x140000000 4G --online online_movable
says "warning: 0x140000000 as movable" "more than 10%"
param movable_ratio 301
run 1 check 0x100000000 4G
says "System RAM" EEXIST
baseline_check

# Its life
run 0 add 0x140000000-0x23fffffff --online online_movable --node 0
check_range $BASE $SIZE range online_movable
run 0 add 0x140000000 4G
says "already there"
run 1 add 0x140000000 2G
says EEXIST
run 0 list --noheadings --raw --output START,SIZE,STATE,ZONE,ONLINE,NODE
expect "list" "0x140000000 4G online Movable 32 0" "$(cat /tmp/out)"
run 0 blocks --noheadings --raw --output BLOCK,STATE,MEMMAP,FIRST
expect "row of the boundary block" "40 online 0x140000000 0x144000000" "$(head -n 1 /tmp/out)"
expect "rows of blocks" 32 "$(wc -l </tmp/out)"
run 0 map --ascii
says "0x0140000000-0x0143ffffff" "memmap of the range" "online, movable" "M"
run 0 status
says "engine direct" "DRAM saved         64M"

# JSON is what the tables say; libraries of the guest's own read it elsewhere.
run 0 list --json
says '"schema": 1' '"start": "0x140000000"' "\"size\": $SIZE"
run 1 remove 0x300000000 --json
says '"errno": "ENOENT"' '"message": "no range'

# What is in the way
mkfifo /tmp/pin
pipepin $((BASE / 4096)) $((SIZE / 4096)) >/tmp/pin &
pin=$!
read -r held </tmp/pin
[ "$held" != none ] || fail "pipepin: expected a page inside the range"
block=$((held / BLOCK_PAGES))
run 0 why memory$block
says $block unless-held "memory of programs"
param offline_timeout 2
run 1 remove 0x140000000
says EBUSY memory$block
check_range $BASE $SIZE range online_movable
run 0 why $block
says "$(printf 'names the page at 0x%x000' $((held)))" "migration failure"
if [ -e /sys/kernel/debug/page_owner ]; then
	run 0 why $block --output OWNER --noheadings
	says "allocated by"
fi
run 1 remove 0x140000000 --json
says '"errno": "EBUSY"' "\"block\": $block"

# A signal, and a time limit
param offline_timeout 10000
for how in TERM INT; do
	# A background job of this shell ignores SIGINT: mmhp has to take it nevertheless.
	mmhp remove 0x140000000 >/tmp/out 2>/tmp/err &
	job=$!
	wait_for 60 grep -q going-offline $MEM/memory$block/state ||
		fail "memory$block: expected going-offline, saw $(state $block)"
	kill -$how $job
	status=0
	wait $job || status=$?
	expect "status of mmhp remove after SIG$how" 1 $status
	says EINTR
	check_range $BASE $SIZE range online_movable
done
run 1 offline 0x140000000 --timeout 2
says ETIMEDOUT "2 seconds"
check_range $BASE $SIZE range online_movable

# another_error LAST: the newest line of error_log is not this.
another_error() {
	[ "$(last_error)" != "$1" ]
}

# --wait is patient until the page is free
param offline_timeout 1
last=$(last_error)
mmhp offline 0x140000000 --wait >/tmp/out 2>/tmp/err &
job=$!
wait_for 60 another_error "$last" || fail "error_log: expected another line than $last"
expect "the refusal that is waited for" EBUSY "$(last_error | grep -o EBUSY)"
sleep 1
kill -0 $job || fail "mmhp offline --wait: expected it to wait, saw $(cat /tmp/err)"
kill $pin
wait $pin 2>/dev/null || :
wait $job || fail "mmhp offline --wait: expected success, saw $(cat /tmp/err)"
check_range $BASE $SIZE range offline

# On- and offline, standby, and away
run 0 online 0x140000000 --movable
check_range $BASE $SIZE range online_movable
run 0 offline --all
run 0 standby 0x140000000
run 0 list --noheadings --raw --output STATE
expect "state in standby" standby "$(cat /tmp/out)"
run 0 online 0x140000000 --movable
run 0 remove --all
baseline_check

# On a terminal a bar goes from left to right while memory is tested, and nothing of it stays.
mkdir -p /dev/pts
mount -t devpts devpts /dev/pts
terminal mmhp add 0x140000000 256M --verify full --online online_movable >/tmp/out ||
	fail "mmhp on a terminal: expected success, saw $(tail -c 200 /tmp/out)"
tr '\r' '\n' </tmp/out | tr -d '\033' | sed 's/\[K//g' | grep . >/tmp/lines
sed -n 's/^test 0x140000000 \[#* *\] *\([0-9]*\) % [0-9]* s$/\1/p' /tmp/lines >/tmp/percent
sort -n /tmp/percent >/tmp/sorted
expect_same "percentages, and them in order" /tmp/sorted /tmp/percent
expect_least "different percentages" 3 "$(sort -u /tmp/percent | wc -l)"
expect "the last line" "0x140000000-0x14fffffff: added, online" "$(tail -n 1 /tmp/lines)"
expect "verifying, when nothing is" "" "$(cat $SYSFS/verifying)"
run 0 remove 0x140000000
baseline_check

# At boot: one that is there, one that is not, one that is no memory
run 0 add 0x140000000 1G --online offline --persist
expect "what --persist keeps" "0x140000000 0x40000000 online=offline" \
	"$(grep -v '^#' /etc/mmhp.conf.d/0x140000000.conf)"
echo "0x180000000 1G online=offline" >/etc/mmhp.conf
echo "0x8000000000 1G" >/etc/mmhp.conf.d/none.conf
run 64 restore
says "0x140000000: already there" "0x180000000: added" "/etc/mmhp.conf.d/none.conf:1"
run 0 list --noheadings --raw --output START
expect "ranges after restore" "0x140000000 0x180000000" "$(xargs </tmp/out)"
# Of two, one can't
run 0 online 0x180000000 --movable
run 64 standby --all
says "0x140000000: in standby" EBUSY
rm /etc/mmhp.conf.d/none.conf
run 0 restore
run 0 remove 0x140000000 --persist
[ ! -e /etc/mmhp.conf.d/0x140000000.conf ] || fail "remove --persist: expected the file to be gone"
run 64 remove 0x180000000 --persist
says "/etc/mmhp.conf:1"
baseline_check

# What the module does not take is not kept, be the range there already; and one that cannot go now is
# forgotten all the same.
KEPT=/etc/mmhp.conf.d/0x140000000.conf
rm /etc/mmhp.conf
run 0 add 0x140000000 1G --node 0 --online online_movable
run 1 add 0x140000000 1G --online on --persist
says EINVAL '"on" is no way to go online'
[ ! -e $KEPT ] || fail "add --persist: expected no file, saw $(cat $KEPT)"
run 0 add 0x140000000 1G --online online --persist
expect "what --persist keeps" "0x140000000 0x40000000 online=online" "$(grep -v '^#' $KEPT)"
pipepin 0x140000 0x40000 >/tmp/pin &
pin=$!
read -r held </tmp/pin
[ "$held" != none ] || fail "pipepin: expected a page inside the range"
param offline_timeout 1
run 64 remove 0x140000000 --persist
says EBUSY "it is not added at boot any more"
[ ! -e $KEPT ] || fail "remove --persist: expected the file to be gone"
kill $pin
wait $pin 2>/dev/null || :
run 1 remove 0x180000000 --persist
says ENOENT
run 0 remove 0x140000000 --persist
baseline_check
