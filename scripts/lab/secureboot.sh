# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# A guest whose firmware starts no kernel, and whose kernel loads no module, that is not signed by a
# key that the firmware has. It is the one that Debian's OVMF comes with for tests: PK, KEK and db
# have its certificate, and its private part is in the package.
# shellcheck disable=SC2154 # root, modules and so on are vm's

readonly LAB_FIRMWARE=/usr/share/OVMF/OVMF_CODE_4M.secboot.fd
readonly LAB_FIRMWARE_VARS=/usr/share/OVMF/OVMF_VARS_4M.snakeoil.fd
readonly LAB_KEY=/usr/share/ovmf/PkKek-1-snakeoil LAB_KEY_PIN=snakeoil

# lab_secure_prepare: sets secure_args, and vmlinuz to a signed copy. The variables are a copy, too,
# since the firmware writes to them.
lab_secure_prepare() {
	local copy=$LAB_TMP/vmlinuz

	cp "$LAB_FIRMWARE_VARS" "$LAB_TMP/vars"
	openssl pkey -in "$LAB_KEY.key" -passin "pass:$LAB_KEY_PIN" -out "$LAB_TMP/key" ||
		lab_die "$LAB_KEY.key cannot be read"
	sbsign --key "$LAB_TMP/key" --cert "$LAB_KEY.pem" --output "$copy" "$vmlinuz" >"$LAB_TMP/sign" 2>&1 ||
		lab_die "the kernel cannot be signed: $(tail -n 1 "$LAB_TMP/sign")"
	vmlinuz=$copy
	# shellcheck disable=SC2034 # read by vm
	secure_args=(
		-machine 'q35,smm=on' -global 'driver=cfi.pflash01,property=secure,value=on'
		-global ICH9-LPC.disable_s3=1
		-drive "if=pflash,unit=0,format=raw,readonly=on,file=$LAB_FIRMWARE"
		-drive "if=pflash,unit=1,format=raw,file=$LAB_TMP/vars"
	)
}

# lab_secure_sign DIR: all modules below DIR, with the program of the kernel they are for
# shellcheck disable=SC2016 # for the shell inside
lab_secure_sign() {
	local key=$LAB_TMP/sign-key

	mkdir "$key"
	cp "$LAB_TMP/key" "$LAB_KEY.pem" "$key"
	mv "$1" "$key/modules"
	lab_run_child "$LAB_DIR/enter" "$root" --tree "$key" "${kernel_args[@]}" -- sh -c '
		find modules -name "*.ko" -print0 |
			xargs -0 -r -n 1 "/lib/modules/$1/build/scripts/sign-file" sha256 key "$2"
		' sh "$kver" "$(basename "$LAB_KEY.pem")" </dev/null >"$LAB_TMP/sign" 2>&1 ||
		lab_die "the modules cannot be signed: $(tail -n 1 "$LAB_TMP/sign")"
	mv "$key/modules" "$1"
	rm -rf "$key"
}
