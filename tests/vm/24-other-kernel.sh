#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# A module that was built for another kernel is refused, whatever versions its symbols have, and the log
# has both names.
#
# vm: --mem 2G
# build: KCFLAGS=-DMMHP_RELEASE=__FILE__
# files: prog:wr module:peer
# once: trixie
# touches: 512M
# timeout: 60
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

! modprobe mmhp_selfhost 2>/tmp/said || fail "modprobe: expected a refusal"
grep -q "Exec format error\|invalid module format" /tmp/said || fail "modprobe: expected ENOEXEC, saw $(cat /tmp/said)"
dmesg | grep -q "mmhp_selfhost: built for kernel .*main.c, but this is $(uname -r): build it again" ||
	fail "kernel log: expected a sentence"
[ ! -e $MMHP ] || fail "$MMHP: expected it not to be there"
