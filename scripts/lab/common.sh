# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# What all parts of the lab share: where things lie, how they speak, how they end.

# Exit statuses of the lab. A guest's own status passes through, so these are
# chosen from what scripts rarely return by themselves.
# shellcheck disable=SC2034 # some are read by the scripts that source this file
readonly LAB_EXIT_USAGE=2 LAB_EXIT_REPORT=99 LAB_EXIT_LOST=125 LAB_EXIT_TOOL=126

# What the lab makes is for everyone to read, in guests and chroots, too.
umask 022

LAB_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
LAB_TREE=$(cd "$LAB_DIR/../.." && pwd)
LAB_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/mmhp-lab
LAB_PROGRAM=${0##*/}
# shellcheck disable=SC2034 # LAB_TREE is read by the scripts that source this file
readonly LAB_DIR LAB_TREE LAB_CACHE LAB_PROGRAM

lab_say() {
	printf '%s: %s\n' "$LAB_PROGRAM" "$*" >&2
}

lab_die() {
	lab_say "$*"
	exit "$LAB_EXIT_TOOL"
}

lab_die_usage() {
	lab_say "$*"
	lab_say "try '$LAB_PROGRAM --help'"
	exit "$LAB_EXIT_USAGE"
}

# The comment at the head of a script is its help text.
lab_help() {
	sed -n '3,/^[^#]/s/^# \{0,1\}//p' "$1"
}

lab_need_tools() {
	local tool missing=()

	for tool in "$@"; do
		PATH=$PATH:/usr/sbin:/sbin command -v "$tool" >/dev/null || missing+=("$tool")
	done
	[[ ${#missing[@]} -eq 0 ]] ||
		lab_die "not installed: ${missing[*]} ('scripts/deps' installs what the lab needs)"
}

lab_need_root() {
	[[ $EUID -eq 0 ]] || lab_die "must run as root: it makes chroots and mounts"
}

# Temporary folders and a list of children, all gone when the script ends, however
# it ends.
LAB_TMP=
LAB_SHARED=
LAB_CHILDREN=()

lab_cleanup() {
	local pid signal

	for pid in "${LAB_CHILDREN[@]}"; do
		signal=TERM
		# What lab/enter turns into does not hear SIGTERM while its child runs.
		[[ $(cat "/proc/$pid/comm" 2>/dev/null) != unshare ]] || signal=KILL
		kill "-$signal" "$pid" 2>/dev/null || :
	done
	for pid in "${LAB_CHILDREN[@]}"; do
		wait "$pid" 2>/dev/null || :
	done
	[[ -z $LAB_TMP ]] || rm -rf --one-file-system "$LAB_TMP"
	[[ -z $LAB_SHARED ]] || rm -rf --one-file-system "$LAB_SHARED"
}

lab_cleanup_on_exit() {
	trap lab_cleanup EXIT
	trap 'exit 129' HUP
	trap 'exit 130' INT
	trap 'exit 143' TERM
}

# lab_make_tmp PARENT: sets LAB_TMP
lab_make_tmp() {
	mkdir -p "$1"
	LAB_TMP=$(mktemp -d "$1/tmp.XXXXXXXXXX")
}

# lab_keep FILE AT: FILE becomes AT, all at once also where that is on another file system
lab_keep() {
	mv "$1" "$2.$$" && mv -T "$2.$$" "$2"
}

# lab_drop_old DIR: what is in it that nobody has used for a week
lab_drop_old() {
	find "$1" -mindepth 1 -maxdepth 1 -mtime +7 -exec rm -rf --one-file-system {} +
}

# Run a command that takes long. As a background child it does not keep the
# shell from noticing a signal.
lab_run_child() {
	local pid status=0

	"$@" &
	pid=$!
	LAB_CHILDREN+=("$pid")
	wait "$pid" || status=$?
	lab_forget_child "$pid"
	return "$status"
}

lab_forget_child() {
	local pid kept=()

	for pid in "${LAB_CHILDREN[@]}"; do
		[[ $pid == "$1" ]] || kept+=("$pid")
	done
	LAB_CHILDREN=("${kept[@]}")
}

# lab_lock NAME: held until the script ends; sets LAB_LOCK_FD. Children must
# not inherit the descriptor for longer than the script lives, which
# lab_cleanup sees to.
lab_lock() {
	mkdir -p "$LAB_CACHE/lock"
	exec {LAB_LOCK_FD}>"$LAB_CACHE/lock/$1"
	flock "$LAB_LOCK_FD"
}

lab_unlock() {
	exec {LAB_LOCK_FD}>&-
}
