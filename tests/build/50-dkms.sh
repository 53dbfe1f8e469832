#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# dkms adds, builds and installs the tree as it is; the module lies under
# updates/dkms, is for this kernel and is the one that modprobe takes. After
# `dkms remove` nothing of it is left.
set -euo pipefail
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

# state - what dkms and the kernel's folder of modules hold.
state() {
	find /var/lib/dkms "/lib/modules/$KVER/" ! -name 'mok.*' | sort
}

# run_dkms ARG... - with the build's log when it fails.
run_dkms() {
	echo "# dkms $*"
	dkms "$@" || {
		cat /var/lib/dkms/"$package"/*/build/make.log 2>/dev/null || true
		fail "dkms $1 fails"
	}
}

package=$(sed -n 's/^PACKAGE_NAME="\(.*\)"$/\1/p' dkms.conf)
version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"$/\1/p' dkms.conf)
[[ -n $package && -n $version ]] || fail 'dkms.conf names no package or no version'
# The chroot's own modules need an index before, too: else depmod's files count.
depmod "$KVER"
before=$(state)

run_dkms add .
run_dkms build "$package/$version" -k "$KVER"
run_dkms install "$package/$version" -k "$KVER"
dkms status "$package/$version" -k "$KVER" | tee log
grep -q 'installed' log || fail 'dkms status does not say that it is installed'

installed=$(find "/lib/modules/$KVER/updates/dkms" -name "$module.ko*")
[[ -n $installed ]] || fail 'nothing is installed under updates/dkms'
check_module "$installed"
expect 'version of the module' "$version" "$(modinfo -F version "$installed")"
expect 'what modprobe takes' "$installed" "$(modinfo -k "$KVER" -n "$module")"
[[ -n $(modinfo -F signer "$installed") ]] || fail 'dkms has not signed the module'

run_dkms remove "$package/$version" --all
diff <(echo "$before") <(state) || fail 'dkms remove leaves something behind'
