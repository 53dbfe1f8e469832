# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# The kernel as it is inside its image. An emulated CPU takes 14 s to unpack one that is packed with xz, at
# each boot; QEMU starts what is unpacked already by its PVH entry. It then lies where it was linked to,
# while the image's own code moves it about (KASLR).

# lab_unpacked_kernel VMLINUZ CONFIG: prints the path of the unpacked kernel; nothing where that would gain
# little, or could not be started.
lab_unpacked_kernel() {
	local kept

	grep -qx 'CONFIG_PVH=y' "$2" 2>/dev/null || return 0
	kept=$LAB_CACHE/vmlinux/$(basename "$1").$({ stat -c '%s %Y' "$1"; cat "$LAB_DIR/kernel.sh"; } | sha256sum | cut -c1-12)
	if [[ ! -f $kept ]]; then
		mkdir -p "$LAB_CACHE/vmlinux"
		lab_unpack "$1" >"$LAB_TMP/vmlinux" || return 0
		lab_keep "$LAB_TMP/vmlinux" "$kept"
		lab_drop_old "$LAB_CACHE/vmlinux"
	fi
	touch "$kept"
	printf '%s\n' "$kept"
}

# lab_unpack VMLINUZ: where the payload is, see payload_offset in Documentation/arch/x86/boot.rst. Behind it
# are four bytes with its size.
lab_unpack() {
	local payload=$LAB_TMP/payload

	perl -e '
		open(my $image, "<:raw", $ARGV[0]) or die;
		read($image, my $head, 0x250) == 0x250 or die;
		my ($offset, $length) = unpack("VV", substr($head, 0x248, 8));
		seek($image, (unpack("C", substr($head, 0x1f1, 1)) + 1) * 512 + $offset, 0);
		read($image, my $payload, $length - 4) == $length - 4 or die;
		print $payload;
	' "$1" >"$payload" || return
	case $(head -c 4 "$payload" | od -An -tx1 | tr -d ' ') in
	fd377a58) xz -qdc <"$payload" ;;
	*) return 1 ;;
	esac
}
