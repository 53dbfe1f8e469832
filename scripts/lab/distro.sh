# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# A guest that boots a whole distribution from a disk. An initramfs of our own finds
# the disk, puts this run's files on it and hands over to systemd. What the guest
# writes goes to a temporary file, so the disk stays as it is.
# shellcheck disable=SC2154 # root, build and so on are vm's

readonly LAB_DISTRO_MODULES=(virtio_pci virtio_blk ext4)
# shellcheck disable=SC2034 # read by vm
readonly LAB_DISTRO_CMDLINE='systemd.getty_auto=no systemd.firstboot=off'

# lab_distro_prepare: sets distro_args
lab_distro_prepare() {
	local image packages=()

	if [[ -n $installed ]]; then
		lab_run_child "$LAB_DIR/../package" "$target" >"$LAB_TMP/packages" || exit "$LAB_EXIT_TOOL"
		packages=("$(<"$LAB_TMP/packages")")
	fi
	lab_run_child "$LAB_DIR/image" "$target" "${packages[@]}" >"$LAB_TMP/image" || exit "$LAB_EXIT_TOOL"
	image=$(<"$LAB_TMP/image")
	# shellcheck disable=SC2034 # read by vm
	distro_args=(
		-drive "file=$image,format=raw,if=none,id=disk,snapshot=on"
		-device 'virtio-blk-pci,drive=disk'
	)
	# Stock modules are on the disk already; only the index has to know ours.
	[[ -z $build ]] || lab_run_child "$LAB_DIR/index" "$target" "$build" >"$LAB_TMP/index" ||
		exit "$LAB_EXIT_TOOL"
}

# lab_distro_fill DIR: what the initramfs needs besides the files in DIR/disk
lab_distro_fill() {
	local dir=$1 name

	for name in "${LAB_DISTRO_MODULES[@]}"; do
		lab_put_stock_module "$dir" "$kver" "$name"
	done
	lab_index_modules "$dir" "$kver" "$modules"
	install -D -m 644 -t "$dir/disk/etc/systemd/system" "$LAB_DIR/mmhp-lab.service"
	mkdir -p "$dir/disk/etc/systemd/system/multi-user.target.wants"
	ln -s ../mmhp-lab.service "$dir/disk/etc/systemd/system/multi-user.target.wants/"
	install -D -m 755 "$LAB_DIR/guest-start" "$dir/lab/start"
	[[ -z $build ]] || cp "$(<"$LAB_TMP/index")"/* "$dir/disk/lib/modules/$kver/"
}
