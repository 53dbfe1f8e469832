# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# What a TARGET means: the one place that knows suites, flavours and packages.
#
# lab_target TARGET sets
#   T_NAME      the target's name in the cache
#   T_KIND      suite, debug or file
#   T_SUITE, T_FLAVOUR, T_PACKAGES, T_SOURCES    of a suite, also where its kernel is a debug one
#   T_VMLINUZ, T_BUILD, T_KVER                   of a file
# shellcheck disable=SC2034 # for the scripts that source this file

# What is built with in every suite, and what apt takes it by (mirrors may speak TLS). The
# kernel comes on top.
readonly LAB_BUILD_PACKAGES=(
	ca-certificates
	gcc make dkms kmod sparse clang lld openssl xz-utils zstd
	libc6-dev pkg-config libkmod-dev libsmartcols-dev libjson-c-dev
)

# What tests take into a guest from here, in the version that fits its kernel
readonly LAB_GUEST_PACKAGES=(
	kexec-tools makedumpfile ndctl daxctl
	bc memtester numactl stress-ng util-linux-extra
)

lab_target() {
	case $1 in
	file:*) lab_target_file "${1#file:}" ;;
	debug | debug:*) lab_target_debug "${1#debug}" ;;
	*) lab_target_suite "$1" ;;
	esac
}

lab_target_file() {
	T_KIND='file'
	[[ $1 == *,* ]] || lab_die_usage "file:$1: wanted file:VMLINUZ,BUILD_DIR"
	T_VMLINUZ=${1%%,*}
	T_BUILD=${1#*,}
	[[ -f $T_VMLINUZ ]] || lab_die_usage "$T_VMLINUZ: no such kernel image"
	[[ -f $T_BUILD/include/config/kernel.release ]] ||
		lab_die_usage "$T_BUILD: not the build tree of a kernel (no include/config/kernel.release)"
	T_KVER=$(lab_image_version "$T_VMLINUZ")
	[[ -n $T_KVER ]] || lab_die_usage "$T_VMLINUZ: not a bzImage"
	T_VMLINUZ=$(realpath "$T_VMLINUZ")
	T_BUILD=$(realpath "$T_BUILD")
	T_NAME=file-$(printf '%s' "$T_VMLINUZ,$T_BUILD" | sha256sum | cut -c1-12)
}

# lab_target_debug [:SUITE]
lab_target_debug() {
	local suite=${1#:}

	[[ $suite != *:* ]] || lab_die_usage "debug:$suite: a debug kernel has no flavours"
	lab_target_suite "${suite:-trixie}"
	T_KIND=debug
}

# lab_find_kernel: of the target that lab_target was called for. Sets
#   root         its build environment, empty for a kernel of one's own
#   kver         what uname -r says there
#   modules      the folder of the kernel's modules, or the build tree of one's own kernel
#   kernel_args  what lab/enter must be told, for this kernel to be in the environment
lab_find_kernel() {
	kernel_args=()
	if [[ $T_KIND == file ]]; then
		root='' kver=$T_KVER modules=$T_BUILD
		return
	fi
	root=$("$LAB_DIR/chroot" "$T_SUITE:$T_FLAVOUR")
	if [[ $T_KIND == debug ]]; then
		modules=$("$LAB_DIR/debug" "$T_SUITE")
		kver=${modules##*/}
		kernel_args=(--kernel "$modules")
	else
		kver=$("$LAB_DIR/chroot" --version "$T_SUITE:$T_FLAVOUR")
		modules=$root/lib/modules/$kver
	fi
}

# What uname -r will say. The header of a bzImage ("HdrS") holds the offset of a text
# that begins with it; see Documentation/arch/x86/boot.rst. A build tree may not know:
# the release can be set on make's command line.
lab_image_version() {
	perl -e '
		open(my $image, "<:raw", $ARGV[0]) or exit;
		read($image, my $head, 0x210);
		substr($head, 0x202, 4) eq "HdrS" or exit;
		seek($image, unpack("v", substr($head, 0x20e, 2)) + 0x200, 0);
		read($image, my $text, 256);
		print $1 if $text =~ /^([^ \0]+)/;
	' "$1"
}

lab_target_suite() {
	T_KIND=suite
	T_SUITE=${1%%:*}
	T_FLAVOUR=amd64
	[[ $1 != *:* ]] || T_FLAVOUR=${1#*:}
	[[ $T_SUITE =~ ^[a-z][a-z-]*$ && $T_FLAVOUR =~ ^[a-z0-9][a-z0-9-]*$ ]] ||
		lab_die_usage "$1: not a target; wanted SUITE[:FLAVOUR], debug[:SUITE] or file:VMLINUZ,BUILD_DIR"
	T_SUITE=$(lab_codename "$T_SUITE")
	T_NAME=$T_SUITE.$T_FLAVOUR
	T_PACKAGES=("${LAB_BUILD_PACKAGES[@]}" "${LAB_GUEST_PACKAGES[@]}"
		"$(lab_target_package image)" "$(lab_target_package headers)")
}

# lab_codename SUITE: the suite's own name where SUITE is stable, testing and the like,
# so that it shares the build environment; as last heard where no mirror answers.
lab_codename() {
	local known=$LAB_CACHE/codename.$1 mirror name

	case $1 in
	stable | oldstable | testing | stable-backports) ;;
	*)
		printf '%s\n' "$1"
		return
		;;
	esac
	mkdir -p "$LAB_CACHE"
	mirror=$(lab_mirror Debian)
	if /usr/lib/apt/apt-helper -qq -o APT::Sandbox::User=root download-file "$mirror/dists/$1/Release" "$known.$$" >&2; then
		sed -n 's/^Codename: //p' "$known.$$" >"$known"
	fi
	rm -f "$known.$$"
	name=$(cat "$known" 2>/dev/null) || :
	[[ -n $name ]] || lab_die "$1: no mirror says which suite that is"
	printf '%s\n' "$name"
}

# linux-image or linux-headers of the target, from backports where that is asked
# for: apt prefers the release itself unless told.
lab_target_package() {
	local package=linux-$1-$T_FLAVOUR

	[[ $T_SUITE != *-backports ]] || package+=/$T_SUITE
	printf '%s\n' "$package"
}

# Sets T_SOURCES, lines for sources.list, on this machine's own mirrors. A
# stable suite's newest kernel is in its security archive.
lab_target_sources() {
	local base=${T_SUITE%-backports} mirror security

	mirror=$(lab_mirror Debian)
	T_SOURCES=("deb $mirror $base main")
	case $base in
	sid | unstable | experimental) ;;
	*)
		security=$(lab_mirror Debian-Security)
		T_SOURCES+=("deb $security $base-security main")
		;;
	esac
	case $T_SUITE in
	*-backports) T_SOURCES+=("deb $mirror $T_SUITE main") ;;
	experimental) T_SOURCES=("deb $mirror sid main" "${T_SOURCES[@]}") ;;
	esac
}

# lab_mirror LABEL: the site from which this machine takes Debian's archive of
# that label. Known only when apt has lists.
lab_mirror() {
	local site

	site=$(lab_mirror_find "$1")
	if [[ -z $site ]]; then
		apt-get -qq update >&2 || :
		site=$(lab_mirror_find "$1")
	fi
	[[ -n $site ]] || lab_die "no mirror of '$1' in this machine's apt configuration"
	# A list of mirrors on this machine: the first will do, elsewhere there is no such file.
	if [[ $site == mirror+file:* ]]; then
		site=$(awk '!/^#/ && NF { print $1; exit }' "${site#mirror+file:}")
		[[ -n $site ]] || lab_die "the mirror list of '$1' is empty"
	fi
	printf '%s\n' "$site"
}

# shellcheck disable=SC2016 # $(SITE) and so on are apt's own
lab_mirror_find() {
	apt-get indextargets --format '$(CREATED_BY)|$(LABEL)|$(SITE)' |
		awk -F'|' -v label="$1" '$1 == "Packages" && $2 == label { print $3; exit }'
}
