#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# On a whole distribution with the Debian packages installed: what dkms has built and signed is what
# modprobe loads, one write adds a range, the command line shows it. What was added to stay is there
# after a reboot, before sysctl asks for huge pages in it; a range that is gone is reported, and keeps
# no other from being added. Nothing is removed on the way down. Purging leaves nothing behind.
#
# vm: --installed --reboots --mem 2G --dimm 1G@0x140000000 --dimm 1G@0x180000000:1
# once: trixie
# touches: 3G
# timeout: 900
# debug: no, a debug kernel has what QEMU needs, not what a whole distribution does
set -eu

MMHP=/sys/kernel/debug/mmhp
GONE=0x7000000000
BEEN=/var/lib/first-boot

fail() {
	echo "FAIL: $*"
	journalctl -b -u mmhp.service --no-pager || :
	dmesg | tail -n 20
	exit 1
}

# expect WHAT WANTED SEEN
expect() {
	[[ $3 == "$2" ]] || fail "$1: expected '$2', saw '$3'"
}

# listed COLUMN: of all ranges, on one line
listed() {
	mmhp list --noheadings --raw --output "$1" | xargs
}

first_boot() {
	module=$(modinfo -n mmhp_selfhost)
	[[ $module == */updates/dkms/* ]] || fail "module: expected that of dkms, saw $module"
	[[ -n $(modinfo -F signer mmhp_selfhost) ]] || fail "module: expected a signature"
	[[ ! -d /sys/module/mmhp_selfhost ]] || fail "expected the module not to be loaded before it is asked for"

	modprobe mmhp_selfhost
	# In a kernel zone the kernel might take it at once, and keep it.
	echo "0x140000000 online=online_movable" >$MMHP/probe
	expect "ranges that are listed" 0x140000000 "$(listed START)"
	mmhp remove 0x140000000

	mmhp add 0x140000000 512M layout=range online=online_movable --persist
	mmhp add 0x180000000 512M layout=block online=online_movable --persist
	printf '%s 1G\n' $GONE >/etc/mmhp.conf.d/gone.conf
	echo vm.nr_hugepages=200 >/etc/sysctl.d/hugepages.conf
	mmhp list
	touch $BEEN
	systemctl reboot
	# Until it does
	sleep 600
	fail "expected the machine to reboot"
}

second_boot() {
	systemctl is-failed --quiet mmhp.service || fail "mmhp.service: expected it to tell that $GONE is gone"
	journalctl -b -u mmhp.service --no-pager -o cat | tee /tmp/said
	grep -q "$GONE" /tmp/said || fail "mmhp.service: expected a sentence about $GONE"
	mmhp list
	expect "ranges after a reboot" "0x140000000 0x180000000" "$(listed START)"
	expect "their blocks that are online" "4 4" "$(listed ONLINE)"
	# 2 GiB of boot memory alone have room for them, too, but the node of the second range only if it was there.
	[[ $(</sys/devices/system/node/node1/hugepages/hugepages-2048kB/nr_hugepages) -gt 0 ]] ||
		fail "huge pages of node 1: expected that sysctl found the range there"
	echo 0 >/proc/sys/vm/nr_hugepages

	# The first will not be back at the next boot; the second would, were it not for the purge. What an
	# administrator wrote stays.
	mmhp remove 0x140000000 --persist
	mmhp remove 0x180000000
	expect "what is left to add at boot" "0x180000000 gone" "$(cd /etc/mmhp.conf.d && printf '%s\n' *.conf | sed 's/\.conf//' | xargs)"
	rmmod mmhp_selfhost
	DEBIAN_FRONTEND=noninteractive apt-get -qq purge mmhp mmhp-selfhost-dkms >/tmp/purge || fail "purge: $(cat /tmp/purge)"
	left=$(find / -xdev \( -name '*mmhp*' -o -name '*selfhost*' -o -path '/etc/mmhp.conf.d/*' \) \
		! -path '*/mmhp-lab*' ! -path '/mmhp_selfhost' ! -path '/var/log/*' ! -path '/var/tmp/systemd-private-*' | sort | xargs)
	expect "files after a purge" "/etc/mmhp.conf.d /etc/mmhp.conf.d/gone.conf" "$left"
	! modprobe -n mmhp_selfhost 2>/dev/null || fail "modprobe: expected it to know no module after a purge"
}

if [[ -e $BEEN ]]; then
	second_boot
else
	first_boot
fi
