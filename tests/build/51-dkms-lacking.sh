#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# A kernel without memory hotplug is not held up: dkms, called as the installation of its headers
# does, succeeds and says in a sentence that the module cannot work there, and what is missing.
# Nothing is said of a kernel that it works on.
#
# once: trixie
# suites: bookworm trixie
set -euo pipefail
# shellcheck source=tests/lib/inside.sh
. tests/lib/inside.sh

# headers_without OPTION - the suite's headers as those of another kernel, which lacks OPTION;
# prints that kernel's version.
headers_without() {
	local kernel=$KVER-lacking headers
	headers=/usr/src/linux-headers-$kernel
	cp -a "$(realpath "$kbuild")" "$headers"
	sed -i "/\<$1[ =]/d" "$headers"/{.config,include/config/auto.conf,include/generated/autoconf.h}
	sed -i "s/$KVER/$kernel/" "$headers"/include/{generated/utsrelease.h,config/kernel.release}
	sed -i "s|^KBUILD_OUTPUT=.*|KBUILD_OUTPUT=$headers|" "$headers/Makefile"
	mkdir "/lib/modules/$kernel"
	ln -s "$headers" "/lib/modules/$kernel/build"
	touch "/lib/modules/$kernel"/modules.{order,builtin}
	echo "$kernel"
}

# install_headers KERNEL - what happens at the end of that, its words in `log`.
install_headers() {
	echo "# header_postinst.d for $1"
	run-parts --exit-on-error --arg="$1" /etc/kernel/header_postinst.d >log 2>&1 || {
		cat log /var/lib/dkms/mmhp-selfhost/*/build/make.log 2>/dev/null || true
		fail "dkms holds up the installation of $1"
	}
	cat log
	[[ $(dkms status -k "$1") == *installed* ]] || fail "dkms has installed nothing for $1"
}

dkms add .
install_headers "$KVER"
! grep 'cannot work' log || fail 'a kernel that it works on is said to lack something'

lacking=$(headers_without CONFIG_MEMORY_HOTPLUG)
install_headers "$lacking"
grep -q "cannot work on $lacking, .* lack: config_memory_hotplug" log || fail 'no sentence says what is missing'
stub=$(find "/lib/modules/$lacking/updates/dkms" -name "$module.ko*")
[[ $(modinfo -F stub "$stub") == config_memory_hotplug* ]] || fail 'the module does not say what is missing'
expect 'kernel of the stub' "$lacking" "$(modinfo -F vermagic "$stub" | cut -d ' ' -f 1)"
