# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
#
# What the VM cases share that look at the files behind DIMMs, behind guest.sh: read from /lib/guest-dimms.sh.

# dimms_mount: /mnt/dimmN are the files that hold the DIMMs, see --show-dimms of scripts/vm. Debian's
# kernel for clouds has no 9p; what is provided cannot be seen there.
dimms_mount() {
	case $(uname -r) in
	*-cloud-*)
		provided=unknown
		return
		;;
	esac
	modprobe virtio_pci
	modprobe 9pnet_virtio
	modprobe 9p
	mkdir -p /mnt
	mount -t 9p -o trans=virtio,version=9p2000.L dimms /mnt
	provided=0
}

# expect_provided WHAT LEAST MOST: how much, in KiB, the first DIMM takes up outside; it is in provided.
expect_provided() {
	[ "$provided" != unknown ] || return 0
	provided=$(stat -c %b /mnt/dimm0 | awk '{ print $1 / 2 }')
	expect_least "KiB provided $1" "$2" "$provided"
	expect_most "KiB provided $1" "$3" "$provided"
}
