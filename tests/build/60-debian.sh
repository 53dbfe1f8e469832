#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The Debian packages build in the suite, lintian has nothing to say about them, and they hold
# what they should and nothing else. The one for dkms builds, signs and installs the module for the
# suite's kernel as it is installed, and for one that comes later; when it is purged, nothing is left.
#
# suites: bookworm trixie
# touches: 3G
# timeout: 1800
set -euo pipefail
[[ -n ${MMHP_INSIDE:-} ]] || inside_files=("$(scripts/package "$1"):packages")
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

# What lintian of a suite says, and why that is no fault: its standards are older than ours; and
# there is no script for sysvinit, since the unit only adds at boot what it is told to.
declare -rA tolerated=(
	[bookworm]='newer-standards-version,package-supports-alternative-init-but-no-init.d-script'
)

# contents PACKAGE - the files in it, links included.
contents() {
	dpkg-deb -c packages/"$1"_*.deb | awk '$1 !~ /^d/ { print substr($6, 2) }' | LC_ALL=C sort
}

# documents PACKAGE [FILE...] - what each package has of its own in /usr/share/doc.
documents() {
	printf "/usr/share/doc/$1/%s\n" changelog.gz copyright "${@:2}"
}

wanted_of_dkms() {
	documents mmhp-selfhost-dkms README.md.gz
	find Kbuild dkms.conf include src/compat src/module -type f -printf "/usr/src/mmhp-selfhost-$version/%p\n"
}

wanted_of_command() {
	documents mmhp examples/{modprobe.d,modules-load.d}/mmhp_selfhost.conf
	printf '/usr/%s\n' bin/mmhp share/man/man8/mmhp.8.gz share/man/man5/mmhp.conf.5.gz \
		share/bash-completion/completions/mmhp
	echo "$(pkgconf --variable=systemdsystemunitdir systemd)/mmhp.service"
}

# check_contents PACKAGE WANTED...
check_contents() {
	diff <("${@:2}" | LC_ALL=C sort) <(contents "$1") || fail "$1 does not hold what it should (<)"
}

# state - what dkms, its sources and the kernel's folder of modules hold.
state() {
	find /var/lib/dkms /usr/src/ "/lib/modules/$KVER/" ! -name 'mok.*' | sort
}

# run COMMAND... - with its words only when it fails.
run() {
	echo "# $*"
	"$@" >log 2>&1 || {
		cat log
		fail "$1 fails"
	}
}

version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' dkms.conf)
[[ -n $version ]] || fail 'dkms.conf names no version'
run apt-get -qq update
# What says where units belong; of systemd itself before trixie
systemd='systemd-dev'
apt-cache show systemd-dev >/dev/null 2>&1 || systemd=systemd
run apt-get -qq --no-install-recommends install lintian pkgconf "$systemd"

run lintian --allow-root --display-info --tag-display-limit 0 --fail-on error,warning,info \
	${tolerated[$1]:+--suppress-tags "${tolerated[$1]}"} packages/*.changes
check_contents mmhp-selfhost-dkms wanted_of_dkms
check_contents mmhp wanted_of_command

depmod "$KVER"
before=$(state)
run apt-get -qq --no-install-recommends install ./packages/mmhp*.deb
dkms status -k "$KVER" | tee log
grep -q "^mmhp-selfhost/$version, $KVER, .*: installed" log || fail 'dkms has not installed the module'
installed=$(modinfo -k "$KVER" -n "$module")
[[ $installed == "/lib/modules/$KVER/updates/dkms/"* ]] || fail "modprobe would take '$installed'"
check_module "$installed"
expect 'version of the module' "$version" "$(modinfo -F version "$installed")"
[[ -n $(modinfo -F signer "$installed") ]] || fail 'dkms has not signed the module'
mmhp --version | grep -F "$version" || fail 'the command does not know its version'

# Another kernel of the suite is as good as a newer one: dkms is called by its headers when they come,
# and by its image when it goes.
run apt-get -qq --no-install-recommends install linux-image-cloud-amd64 linux-headers-cloud-amd64
later=$(basename "$(realpath /usr/src/linux-headers-*-cloud-amd64)")
later=${later#linux-headers-}
dkms status -k "$later" | tee log
grep -q "^mmhp-selfhost/$version, $later, .*: installed" log || fail 'dkms has not installed the module for a later kernel'
expect 'kernel of that module' "$later" "$(modinfo -k "$later" -F vermagic "$module" | cut -d ' ' -f 1)"
run apt-get -qq --autoremove purge "linux-image-$later" "linux-headers-$later" linux-{image,headers}-cloud-amd64
# Without a kernel that it is built for, the module is still said to be "added".
! dkms status | grep -F "$later" || fail 'dkms has the module of a kernel that has gone'
[[ ! -e /lib/modules/$later/updates/dkms ]] || fail 'the module of a kernel that has gone is still there'

run apt-get -qq purge mmhp-selfhost-dkms
diff <(echo "$before") <(state) || fail 'purging leaves something behind'
