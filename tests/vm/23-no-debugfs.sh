#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# On a kernel that is booted without debugfs the module loads and does its work by sysfs, and so does
# the command line, which says what it cannot show.
#
# vm: --mem 4G --dimm 1G@0x140000000 --cmdline debugfs=off
# files: tests/lib/guest-sysfs.sh:/lib/guest-sysfs.sh prog:wr
# touches: 640M
# timeout: 120
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-sysfs.sh
. /lib/guest-sysfs.sh

before=$(mem_total_kib)
modprobe mmhp_selfhost || fail "modprobe mmhp_selfhost: expected it to load"
[ ! -e $MMHP ] || fail "$MMHP: expected no debugfs"
sysfs probe "$BASE 1G online=online_movable"
layout_set $BASE $((1 << 30)) range
check_directory online_movable
expect "range that mmhp lists" "$(printf '0x%x' $BASE)" \
	"$(mmhp list --json | sed -n 's/.*"start": *"\(.*\)".*/\1/p')"
status=0
said=$(mmhp blocks 2>&1) || status=$?
expect "exit status of mmhp blocks" 77 $status
case $said in
*'only shown by debugfs'*) ;;
*) fail "mmhp blocks: expected a word about debugfs, saw: $said" ;;
esac
sysfs_refused EINVAL probe 0x1 "memory block size"
said=$(mmhp remove 0x1 2>&1) && fail "mmhp remove 0x1: expected a refusal"
case $said in
*'ENOENT'*) ;;
*) fail "mmhp remove 0x1: expected the module's sentence, saw: $said" ;;
esac
mmhp remove $BASE || fail "mmhp remove: expected success"
expect "MemTotal at the end" "$before" "$(mem_total_kib)"
rmmod mmhp_selfhost || fail "rmmod: expected success without a range"
