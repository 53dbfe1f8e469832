#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A range belongs to one node: where firmware's table gives a part of it to another node it is refused,
# with the address at which that begins, unless the node is named; mmhp scan has a line for each part.
#
# 3 of 4 GiB of node 0 lie below 4 GiB, mem= keeps the last half of the fourth back, and behind it are
# 2 GiB of node 1. That is node 2 of the machine; its node 1 has room for more only, and comes later.
#
# vm: --mem 4G --room 1G --cmdline 'mem=4608M'
# vm: --qemu '-m 6G,slots=1,maxmem=8G -object memory-backend-ram,id=ram2,size=2G,reserve=off'
# vm: --qemu '-numa node,nodeid=2,memdev=ram2'
# files: prog:wr module:peer
# once: trixie-backports
# touches: 640M
# timeout: 120
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

LAST=0x120000000 # 512 MiB of node 0
NEXT=0x140000000 # 2 GiB of node 1

load
auto_online offline
baseline_take
mmhp scan --noheadings --raw --bytes --output START,SIZE,NODE | head -n 2 >/tmp/seen
printf '%s\n' "$LAST 536870912 0" "$NEXT 2147483648 1" >/tmp/want
expect_same "what could be added" /tmp/want /tmp/seen

refused EINVAL probe "$LAST 1G online=online_movable" "begins on node 0" "$NEXT is on node 1"
refused EINVAL probe "$LAST 2G dry_run=1" "$NEXT is on node 1"
baseline_check
for node in 0 1; do
	ask probe "$LAST 1G node=$node online=online_movable"
	expect "node of node=$node" $node "$(field ranges $LAST node)"
	ask remove $LAST
	baseline_check
done
ask probe "$LAST 512M online=online_movable"
ask probe "$NEXT 1G online=online_movable"
expect "nodes of the parts" "0 1" "$(columns ranges node | xargs)"
ask remove $LAST
ask remove $NEXT
baseline_check
