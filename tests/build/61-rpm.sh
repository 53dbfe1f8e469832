#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The spec for distributions with rpm builds a source and the binary packages, rpmlint finds no fault
# with any, and they hold what they should and nothing else. The one for dkms builds the module as it is
# installed, and anew when a new release of it comes; once erased, nothing of it is left. The rpmlint of bookworm takes mmhp.conf.5 for a
# manual page of a section "conf".
#
# suites: trixie
# touches: 3G
# timeout: 1800
set -euo pipefail
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

# What rpmlint says of them, and why that is no fault
cat >rpmlint.toml <<'END'
Filters = [
	# Who builds for a distribution signs, and says who he is.
	'no-signature', 'no-packager-tag', 'no-url-tag',
	# Tags that rpm has done without for long, and a name of the licence that it does not know yet
	'no-group-tag', 'no-buildroot-tag', 'invalid-license',
	# The text of the licence is that of the kernel.
	'incorrect-fsf-address',
	# Sources are what the package for dkms is for; the tarball is made from this tree.
	'devel-file-in-non-devel-package', 'invalid-url',
	# Words of the kernel
	"spelling-error.*('memmap'|'struct')",
	# The checks boot virtual machines.
	'no-%check-section',
	# A distribution strips and compresses as it likes; that of the test does neither.
	'unstripped-binary-or-object', 'manpage-not-compressed',
]
END

# run COMMAND... - with its words only when it fails.
run() {
	echo "# $*"
	"$@" >log 2>&1 || {
		cat log
		fail "$1 fails"
	}
}

# check_contents PACKAGE WANTED... - the files in it, but for its documentation.
check_contents() {
	diff <("${@:2}" | LC_ALL=C sort) <(rpm -qlvp "$1" | awk '$1 !~ /^d/ { print $9 }' |
		grep -vE '^/usr/share/(doc|licenses)/|^/usr/lib/.build-id' | LC_ALL=C sort) ||
		fail "$1 does not hold what it should (<)"
}

wanted_of_dkms() {
	find Kbuild dkms.conf include src/compat src/module -type f -printf "/usr/src/mmhp-selfhost-$version/%p\n"
}

wanted_of_command() {
	printf '/usr/%s\n' bin/mmhp share/man/man8/mmhp.8.gz share/man/man5/mmhp.conf.5.gz \
		share/bash-completion/completions/mmhp lib/systemd/system/mmhp.service
}

# state - what dkms, its sources and the kernel's folder of modules hold.
state() {
	find /var/lib/dkms /usr/src/ "/lib/modules/$KVER/" ! -name 'mok.*' | sort
}

# pack - the tarball, of the tree as it is now.
pack() {
	tar -czf "top/SOURCES/mmhp-selfhost-$version.tar.gz" --transform "s,^\.,mmhp-selfhost-$version," \
		--exclude ./top --exclude ./log --exclude ./rpmlint.toml .
}

# package_for_dkms RELEASE - the file
package_for_dkms() {
	find top/RPMS -name "dkms-mmhp-selfhost-$version-$1.noarch.rpm" | grep . || fail "there is no release $1 for dkms"
}

run apt-get -qq update
run apt-get -qq --no-install-recommends install rpm rpmlint
version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' dkms.conf)
spec=packaging/rpm/mmhp-selfhost.spec
mkdir -p top/SOURCES
pack
# rpm of Debian does not know what dpkg has installed, and makes no packages of debugging symbols.
run rpmbuild -ba --nodeps --define "_topdir $PWD/top" --define 'debug_package %{nil}' "$spec"
mapfile -t packages < <(find top/SRPMS top/RPMS -name '*.rpm')
printf '%s\n' "${packages[@]##*/}"
run rpmlint -c rpmlint.toml "$spec" "${packages[@]}"
grep ' 0 errors, 0 warnings' log || { cat log; fail 'rpmlint finds fault'; }

dkms_package=$(package_for_dkms 1)
check_contents "$dkms_package" wanted_of_dkms
check_contents top/RPMS/x86_64/mmhp-"$version"-*.rpm wanted_of_command

depmod "$KVER"
before=$(state)
run rpm --install --nodeps "$dkms_package"
check_module "$(modinfo -k "$KVER" -n "$module")"
sed -i 's/^\(Release: *\)1/\12/' "$spec"
sed -i 's/MODULE_DESCRIPTION("/&Release 2: /' src/module/main.c
pack
run rpmbuild -bb --nodeps --define "_topdir $PWD/top" --define 'debug_package %{nil}' "$spec"
run rpm --upgrade --nodeps "$(package_for_dkms 2)"
[[ $(modinfo -k "$KVER" -F description "$module") == 'Release 2: '* ]] || fail 'a new release is not built'
run rpm --erase dkms-mmhp-selfhost
diff <(echo "$before") <(state) || fail 'erasing leaves something behind'
