# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Archives for the guest. The kernel unpacks several, one after the other, from one
# file: a base that is the same for all runs, and what belongs to this run.

# lab_archive DIR FILE
lab_archive() {
	(cd "$1" && find . -mindepth 1 -print0 | LC_ALL=C sort -z |
		cpio --null -o -H newc --quiet -R 0:0) >"$2"
}

# lab_base_archive INIT: prints the path of the base archive: busybox, an init, and the
# channel for the result.
lab_base_archive() {
	local busybox applet hash base dir

	busybox=$(command -v busybox)
	! ldd "$busybox" >/dev/null 2>&1 ||
		lab_die "$busybox needs libraries that the guest has not ('scripts/deps' installs a static one)"
	hash=$(cat "$busybox" "$LAB_DIR/$1" "$LAB_DIR/guest-report" "$LAB_DIR/initramfs.sh" | sha256sum | cut -c1-16)
	base=$LAB_CACHE/initramfs/$1.$hash.cpio
	if [[ ! -f $base ]]; then
		mkdir -p "$LAB_CACHE/initramfs"
		dir=$(mktemp -d "$LAB_TMP/base.XXXXXX")
		chmod 755 "$dir"
		mkdir -p "$dir"/{bin,sbin,usr/bin,usr/sbin,etc,dev,proc,sys,run,tmp,root,lab}
		cp "$busybox" "$dir/bin/busybox"
		while read -r applet; do
			[[ -e $dir/$applet ]] || ln -s /bin/busybox "$dir/$applet"
		done < <("$busybox" --list-full)
		cp "$LAB_DIR/$1" "$dir/init"
		cp "$LAB_DIR/guest-report" "$dir/lab/report"
		printf 'root:x:0:0:root:/root:/bin/sh\n' >"$dir/etc/passwd"
		printf 'root:x:0:\n' >"$dir/etc/group"
		chmod 755 "$dir/init"
		lab_archive "$dir" "$LAB_TMP/base.cpio"
		lab_keep "$LAB_TMP/base.cpio" "$base"
	fi
	printf '%s\n' "$base"
}

# A word as a POSIX shell reads it back.
lab_quote() {
	printf "'%s'" "${1//\'/\'\\\'\'}"
}

# lab_put_script DIR SCRIPT [ARG...]: SCRIPT as /lab/script, and how it is called
lab_put_script() {
	local dir=$1 script=$2 arg

	shift 2
	install -D -m 755 "$script" "$dir/lab/script"
	{
		printf 'cd /\nexec /lab/script'
		for arg in "$@"; do
			printf ' %s' "$(lab_quote "$arg")"
		done
		printf '\n'
	} >"$dir/lab/command"
}

# lab_put_file DIR SRC[:DST]: a file or a folder; DST is /NAME unless given
lab_put_file() {
	local src=${2%%:*} dst=

	[[ $2 != *:* ]] || dst=${2#*:}
	[[ -n $dst ]] || dst=/$(basename "$src")
	[[ $dst != */ ]] || dst+=$(basename "$src")
	mkdir -p "$1/$(dirname "$dst")"
	cp -a -T "$src" "$1/$dst"
}

# lab_put_module DIR BUILD: the module where dkms would put it, the command line where
# a package would
lab_put_module() {
	local dir=$1 build=$2 kver

	kver=$(<"$build/lab-kver")
	install -D -m 644 "$build/mmhp_selfhost.ko" "$dir/lib/modules/$kver/updates/dkms/mmhp_selfhost.ko"
	if [[ -x $build/src/cli/mmhp ]]; then
		install -D -m 755 "$build/src/cli/mmhp" "$dir/usr/bin/mmhp"
		cp -a "$build/.lab-lib/." "$dir/"
	fi
}

# lab_put_stock_module DIR KVER NAME[?]: with what it depends on, unpacked, for busybox
# need not know how a kernel compresses its modules; with ? only if the kernel has it
# shellcheck disable=SC2154 # modules is vm's
lab_put_stock_module() {
	local dir=$1 kver=$2 name=${3%\?} list kind file to

	if [[ $T_KIND == file ]]; then
		list=$(lab_list_own_module "$name")
	else
		list=$(/sbin/modprobe -d "${modules%/lib/modules/*}" -S "$kver" --show-depends "$name" 2>&1)
	fi || {
		[[ $3 != "$name" ]] || lab_die_usage "--module $name: the kernel $kver has no such module"
		return 0
	}
	while read -r kind file _; do
		[[ $kind == insmod ]] || continue
		to=$dir/lib/modules/$kver/kernel/$(basename "$file")
		mkdir -p "$(dirname "$to")"
		case $file in
		*.xz) xz -dc "$file" >"${to%.xz}" ;;
		*.zst) zstd -qdc "$file" >"${to%.zst}" ;;
		*.gz) gzip -dc "$file" >"${to%.gz}" ;;
		*) cp "$file" "$to" ;;
		esac
	done <<<"$list"
}

# lab_list_own_module NAME: as modprobe --show-depends does, from a build tree
lab_list_own_module() {
	local file name=${1//[-_]/[-_]} dep

	if grep -qs "/$name\.ko$" "$T_BUILD/modules.builtin"; then
		printf 'builtin %s\n' "$1"
		return
	fi
	file=$(find "$T_BUILD" -name "$name.ko" -print -quit)
	[[ -n $file ]] || return 1
	while read -r dep; do
		[[ -z $dep ]] || lab_list_own_module "$dep"
	done < <(/sbin/modinfo -F depends "$file" | tr , '\n')
	printf 'insmod %s\n' "$file"
}

# lab_index_modules DIR KVER MODULES: MODULES is the kernel's own folder, which knows
# what is built in
lab_index_modules() {
	local dir=$1/lib/modules/$2 file

	mkdir -p "$dir"
	for file in modules.builtin modules.builtin.modinfo modules.order; do
		if [[ -f $3/$file ]]; then
			cp "$3/$file" "$dir/"
		else
			touch "$dir/$file"
		fi
	done
	/sbin/depmod -b "$1" "$2"
}
