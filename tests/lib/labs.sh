# SPDX-License-Identifier: GPL-2.0-only
# Make the build environments ready before the first case that needs one, side
# by side: else the first case of each suite would be charged with it.
#
# shellcheck shell=bash

declare -A preparing=()	# pid -> suite

# prepare_labs - for the suites of the rows on standard input.
prepare_labs() {
	local suite pid since
	since=$(now_us)
	while read -r suite; do
		prepare_lab "$suite" &
		preparing[$!]=$suite
	done < <(cut -f2 | sort -u | grep -vx -e -)
	for pid in "${!preparing[@]}"; do
		# The cases of this suite will fail, each by itself.
		wait "$pid" ||
			echo "no build environment for ${preparing[$pid]}: $(last_line "$(lab_log "${preparing[$pid]}")")"
	done
	((${#preparing[@]} == 0)) ||
		echo "build environments: $(printf '%s\n' "${preparing[@]}" | sort | paste -sd ' ')" \
			"($((($(now_us) - since) / 1000000)) s)"
	preparing=()
}

lab_log() { echo "$log_dir/lab-$1.log"; }

# A mirror that does not answer must not hold up everything.
prepare_lab() {
	exec timeout --kill-after=15 900 "$tree/scripts/lab/chroot" "$1" \
		</dev/null >"$(lab_log "$1")" 2>&1
}
