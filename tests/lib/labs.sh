# SPDX-License-Identifier: GPL-2.0-only
# Make the build environments and debug kernels ready before the first case that needs
# one, the former side by side: else the first case of each suite would be charged with it.
#
# shellcheck shell=bash

declare -A preparing=()	# pid -> suite

# prepare_labs - for the rows on standard input.
prepare_labs() {
	local suite pid since rows
	since=$(now_us)
	rows=$(cat)
	while read -r suite; do
		prepare_lab "$suite" &
		preparing[$!]=$suite
	done < <(cut -f2 <<<"$rows" | sort -u | grep -vx -e -)
	for pid in "${!preparing[@]}"; do
		# The cases of this suite will fail, each by itself.
		wait "$pid" ||
			echo "no build environment for ${preparing[$pid]}: $(last_line "$(lab_log "${preparing[$pid]}")")"
	done
	((${#preparing[@]} == 0)) ||
		echo "build environments: $(printf '%s\n' "${preparing[@]}" | sort | paste -sd ' ')" \
			"($((($(now_us) - since) / 1000000)) s)"
	preparing=()
	prepare_kernels <<<"$rows"
}

# prepare_kernels - the debug kernels for the rows on standard input, one after the other;
# what is built says how far it is.
prepare_kernels() {
	local suite
	while read -r suite; do
		run_bounded 14400 "$tree/scripts/lab/debug" "$suite" </dev/null >/dev/null &
		preparing[$!]=$suite
		wait $! || echo "no debug kernel for $suite"
		preparing=()
	done < <(awk -F '\t' '$1 == "debug" && $7 == "" { print $2 }' | sort -u)
}

lab_log() { echo "$log_dir/lab-$1.log"; }

# A mirror that does not answer must not hold up everything.
prepare_lab() {
	exec timeout --kill-after=15 900 "$tree/scripts/lab/chroot" "$1" \
		</dev/null >"$(lab_log "$1")" 2>&1
}
