#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# The module is loaded and unloaded for a minute while others write its files and read its tables.
# It never goes while a range exists or a file is in use, whoever comes too late finds no file, what
# was added can always be removed, and each load succeeds.
#
# vm: --parallel --mem 4G --dimm 4G@0x140000000
# files: prog:wr module:peer tests/lib/guest-races.sh:/lib/guest-races.sh
# once: bookworm
# touches: 1G
# timeout: 300
# brief: 20
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh
# shellcheck source=tests/lib/guest-races.sh
. /lib/guest-races.sh

RACE_SECONDS=${1:-60}
# A file that is not there yet or any more, or whose module is on its way out
GONE='open: ENOENT|open: ENXIO'

# unload: done, or refused for the one reason that there is.
unload() {
	if said=$(rmmod mmhp_selfhost 2>&1); then
		noted 'unloaded'
	else
		noted 'in use'
		case $said in
		*'temporarily unavailable'*) ;;
		*) wrong "rmmod: expected success or EAGAIN, saw: $said" ;;
		esac
	fi
}

# Loading what is loaded succeeds as well.
reload() {
	unload
	said=$(modprobe mmhp_selfhost 2>&1) || wrong "modprobe: expected success, saw: $said"
}

# held START HOW: while the range exists the module stays, and so do its files. Then nothing until it
# has gone: with two ranges that come and go it never would.
held() {
	may "$GONE" $MMHP/probe "$1 512M online=$2" || return
	said=$(rmmod mmhp_selfhost 2>&1) && wrong "rmmod: expected EAGAIN while a range exists, saw success"
	must $MMHP/remove "$1"
	race_wait unloaded
}

# What is refused does not touch the count of references.
refusals() {
	may "$GONE|ENOENT" $MMHP/remove 0x1000000000000 || :
	may "$GONE|EINVAL" $MMHP/probe "layout=nowhere" || :
}

tables() {
	cat $MMHP/ranges $MMHP/blocks $MMHP/error_log $MMHP/features \
		/sys/module/mmhp_selfhost/parameters/* >/dev/null 2>&1
}

# The same by sysfs. A file that is open when the module goes says ENODEV.
sysfs_refusals() {
	may "$GONE|ENODEV|ENOENT" $SYSFS/remove 0x1000000000000 || :
	may "$GONE|ENODEV|EINVAL" $SYSFS/probe "layout=nowhere" || :
}

sysfs_files() {
	cat $SYSFS/error $SYSFS/0x*/* $SYSFS/0x*/timing/* >/dev/null 2>&1 || :
}

load
auto_online offline
baseline_take
race_begin "$RACE_SECONDS"
race reloaded reload
race 'held, movable' held 0x140000000 online_movable
race 'held, offline' held 0x180000000 offline
race refusals refusals
race tables tables
race 'sysfs refusals' sysfs_refusals
race 'sysfs files' sysfs_files
race_least 3 unloaded
race_least 6 'in use'
race_least 3 'held, movable'
race_least 3 'held, offline'
race_least 3 'probe: open: ENOENT'
race_least 6 tables
race_least 6 'sysfs files'
race_end
baseline_check
said=$(rmmod mmhp_selfhost 2>&1) || fail "rmmod: expected success without a range, saw: $said"
modprobe mmhp_selfhost || fail "modprobe mmhp_selfhost: expected it to load"
baseline_check
