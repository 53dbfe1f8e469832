# SPDX-License-Identifier: GPL-2.0-only
# Read the comment header of a case file.
#
# shellcheck shell=bash
#
# A header is the run of comments at the top of the file. Its first paragraph
# says what the case claims; lines `# key: value` below it say how to run it:
#
#	suites:   Debian suites it runs on, each a case of its own
#	touches:  memory it really uses, guests included (6G)
#	alone:    "yes" where its times mean nothing with another case beside it
#	timeout:  seconds after which it counts as hung
#	vm:       options for scripts/vm
#	build:    NAME=VALUE for the make that builds the module
#	brief:    arguments for the script that make it short; tests/run --long leaves them out
#	once:     the suite on which it is run, or "no", unless a suite is named or with --long
#	debug:    "no, REASON" where it is not run on a debug kernel
#	files:    SRC[:DST] put into the guest; prog:NAME and module:NAME are built
#		  first, tool:NAME is taken from the suite, selftests are the kernel's own
#
# A key may stand on several lines; their values are joined.

# How many times longer a case may take on a debug kernel.
# shellcheck disable=SC2034 # for the scripts that source this file
readonly debug_slowness=8

# Up to this much memory in a guest, in MiB, a debug kernel writes poison to each free page and looks
# for it when the page is used: the machine has to provide all of it.
readonly debug_poison_most=6144

# header_text FILE - the header without comment signs, shebang and licence.
header_text() {
	awk '
		NR == 1 && /^#!/		{ next }
		/^# SPDX-|^# shellcheck /	{ next }
		/^#/				{ sub(/^#[ \t]?/, ""); print; seen = 1; next }
		/^[ \t]*$/			{ if (seen) print ""; next }
						{ exit }
	' "$1"
}

# header_keys FILE - the keys it uses, one per line.
header_keys() {
	header_text "$1" | sed -n 's/^\([a-z]\+\):[ \t].*/\1/p'
}

# header_value FILE KEY [DEFAULT] - the value of a key.
header_value() {
	local value
	value=$(header_text "$1" | sed -n "s/^$2:[ \t]*//p" | paste -sd ' ')
	printf '%s\n' "${value:-${3-}}"
}

# header_claim FILE - the first paragraph, on one line.
header_claim() {
	header_text "$1" |
		awk '/^[ \t]*$/ { if (n) exit; next } /^[a-z]+:[ \t]/ { exit } { n++; print }' |
		paste -sd ' '
}

# guest_mib FILE - MiB of memory and DIMMs that the guest of a VM case has.
guest_mib() {
	local options size sum=0
	options=$(header_value "$1" vm)
	[[ $options == *--mem\ * ]] || sum=1024
	while read -r _ size; do
		sum=$((sum + $(size_mib "$size")))
	done < <(grep -oE -- '--(mem|dimm) [0-9]+[GM]?' <<<"$options")
	echo "$sum"
}

# poisons_pages FILE - whether free pages are poisoned on a debug kernel.
poisons_pages() {
	(($(guest_mib "$1") <= debug_poison_most))
}

# size_mib SIZE - 6G, 512M or a plain number of MiB, as MiB.
size_mib() {
	case $1 in
	*[!0-9GM]* | '' | [GM]*) return 1 ;;
	*G) echo $((${1%G} * 1024)) ;;
	*M) echo "${1%M}" ;;
	*[GM]*) return 1 ;;
	*) echo "$1" ;;
	esac
}
