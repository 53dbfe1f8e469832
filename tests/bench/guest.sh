# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Guests whose kernel is kept from the memory that is to be added by mem=. For scripts that have set
# `bench`, this folder, and `tree`.

# bench_begin - sets work, a folder that goes with the script, with the sources for guests at hand
bench_begin() {
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	mkdir "$work/vm"
	# shellcheck disable=SC2154 # set by the script
	ln -s "$tree/tests/guest" "$work/guest"
}

# bench_memory GIB - sets mem, in GiB, dram_end and base: RAM of a guest with GIB to be added, the address up
# to which its kernel has some, and where the rest begins. That is enough for the memmap by the kernel's
# default way, but for half a terabyte, where it is to be seen who can do without. A GiB is left over. Of more
# than 3.5 GiB, 3 GiB are below the address 4 GiB.
bench_memory() {
	local dram=$(($1 < 512 ? 4 + $1 / 64 : 2))

	if ((dram > 3)); then
		mem=$((dram + $1 + 1)) dram_end=$((dram + 1)) base=$((dram + 1))
	else
		mem=$((3 + $1 + 1)) dram_end=$dram base=4
	fi
	printf -v dram_end '0x%x' $((dram_end << 30))
	# shellcheck disable=SC2034 # for the script
	printf -v base '0x%x' $((base << 30))
}

# bench_case NAME GIB ROOM SECONDS - behind bench_memory: print the path of the guest's script NAME with what
# depends on the size.
bench_case() {
	local file=$work/vm/$1-$2.sh

	sed "s/@MEM@/$mem/; s/@DRAM_END@/$dram_end/; s/@ROOM@/$3/; s/@TIMEOUT@/$4/" "$bench/$1.sh" >"$file"
	chmod +x "$file"
	echo "$file"
}
