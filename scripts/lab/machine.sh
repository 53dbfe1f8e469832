# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# The guest's hardware: memory map, NUMA nodes, accelerator.

readonly LAB_GIB=$((1 << 30))
# Where QEMU's pc machine splits RAM: up to 3.5 GiB all of it lies below the hole
# for devices; more than that leaves 3 GiB there and goes on at 4 GiB.
readonly LAB_LOW_MAX=$((0xe0000000)) LAB_LOW_SPLIT=$((0xc0000000)) LAB_HIGH=$((1 << 32))

# lab_bytes TEXT: a size or an address as the kernel's memparse reads it
lab_bytes() {
	local number unit=0

	[[ $1 =~ ^(0[xX][0-9a-fA-F]{1,15}|[0-9]{1,18})([kKmMgGtT]?)$ ]] || return 1
	number=${BASH_REMATCH[1]}
	case ${BASH_REMATCH[2],,} in
	k) unit=10 ;;
	m) unit=20 ;;
	g) unit=30 ;;
	t) unit=40 ;;
	esac
	[[ $number == 0[xX]* ]] || number=10#$number
	printf '%d\n' "$((number << unit))"
}

# The first address above RAM and the hole: there QEMU begins the window for DIMMs.
lab_window_start() {
	local mem=$1 high=$LAB_HIGH

	if ((mem >= LAB_LOW_MAX)); then
		high=$((LAB_HIGH + mem - LAB_LOW_SPLIT))
	fi
	printf '%d\n' "$(((high + LAB_GIB - 1) / LAB_GIB * LAB_GIB))"
}

# lab_parse_dimm TEXT: adds to dimm_sizes, dimm_starts, dimm_nodes
lab_parse_dimm() {
	local size start node

	[[ $1 =~ ^([^@]+)@([^:]+)(:([0-9]{1,2}))?$ ]] || lab_die_usage "--dimm $1: wanted SIZE@ADDR[:NODE]"
	node=${BASH_REMATCH[4]:-0}
	start=$(lab_bytes "${BASH_REMATCH[2]}") || lab_die_usage "--dimm $1: not an address: ${1#*@}"
	size=$(lab_bytes "${1%%@*}") || lab_die_usage "--dimm $1: not a size: ${1%%@*}"
	# QEMU tells the guest that the whole window for DIMMs belongs to the last node, and
	# nothing of a node that has neither CPUs nor memory of its own.
	[[ $node =~ ^[01]$ ]] || lab_die_usage "--dimm $1: the node is 0 or 1"
	((size > 0)) || lab_die_usage "--dimm $1: a DIMM of no size"
	dimm_sizes+=("$size")
	dimm_starts+=("$start")
	dimm_nodes+=("$node")
	dimm_files+=("dimm${#dimm_files[@]}")
}

# lab_parse_alias TEXT: a DIMM that is another's bytes, or those of the guest's RAM
lab_parse_alias() {
	local file

	[[ $1 =~ ^([^=]+)=(ram|dimm[0-9])$ ]] || lab_die_usage "--alias $1: wanted SIZE@ADDR=ram or SIZE@ADDR=dimmN"
	file=${BASH_REMATCH[2]}
	lab_parse_dimm "${BASH_REMATCH[1]}"
	dimm_files[-1]=$file
	with_alias=yes
}

lab_check_dimms() {
	local mem=$1 window i j

	window=$(lab_window_start "$mem")
	for i in "${!dimm_starts[@]}"; do
		((dimm_starts[i] >= window)) || lab_die_usage "$(printf \
			'a DIMM at 0x%x collides with the RAM and devices of a guest of %d MiB: the first free address is 0x%x' \
			"${dimm_starts[i]}" "$((mem >> 20))" "$window")"
		for ((j = 0; j < i; j++)); do
			((dimm_starts[i] + dimm_sizes[i] <= dimm_starts[j] || dimm_starts[j] + dimm_sizes[j] <= dimm_starts[i])) ||
				lab_die_usage "$(printf 'the DIMMs at 0x%x and 0x%x overlap' "${dimm_starts[j]}" "${dimm_starts[i]}")"
		done
	done
}

# lab_machine_args MEM SMP: sets machine_args. No memory is reserved, so a guest may be
# larger than this machine as long as it does not touch all of it.
lab_machine_args() {
	local mem=$1 smp=$2 window end nodes=0 i spec

	window=$(lab_window_start "$mem")
	end=$((window + room))
	((room == 0)) || nodes=1
	for i in "${!dimm_starts[@]}"; do
		end=$((dimm_starts[i] + dimm_sizes[i] > end ? dimm_starts[i] + dimm_sizes[i] : end))
		nodes=$((dimm_nodes[i] > nodes ? dimm_nodes[i] : nodes))
	done
	spec=$((mem >> 20))M
	if ((end > window)); then
		# The window reaches from its start to the end of the last DIMM, or of the room.
		spec+=,slots=$((${#dimm_starts[@]} + (room > 0))),maxmem=$(((mem + end - window + LAB_GIB - 1) >> 20))M
	fi
	machine_args=(-smp "$smp" -m "$spec" -object "$(lab_backend ram "$mem" ram)")
	if ((nodes == 0)); then
		machine_args+=(-machine 'pc,memory-backend=ram,usb=off')
	else
		machine_args+=(-machine 'pc,usb=off' -numa "node,nodeid=0,memdev=ram,cpus=0-$((smp - 1))")
		machine_args+=(-numa 'node,nodeid=1')
	fi
	for i in "${!dimm_starts[@]}"; do
		machine_args+=(
			-object "$(lab_backend "dimm$i" "${dimm_sizes[i]}" "${dimm_files[i]}")"
			-device "pc-dimm,memdev=dimm$i,node=${dimm_nodes[i]},addr=$(printf '0x%x' "${dimm_starts[i]}")"
		)
	done
	[[ -z $LAB_SHARED ]] ||
		machine_args+=(-virtfs "local,path=$LAB_SHARED,mount_tag=dimms,security_model=none,readonly=on")
}

# lab_backend ID SIZE FILE: what holds the bytes of memory. A file on a tmpfs takes up
# memory for each page that was written or read, and for no other.
lab_backend() {
	if [[ -n $LAB_SHARED && ($3 != ram || -n $with_alias) ]]; then
		printf 'memory-backend-file,id=%s,size=%d,mem-path=%s/%s,share=on' "$1" "$2" "$LAB_SHARED" "$3"
	else
		printf 'memory-backend-ram,id=%s,size=%d,reserve=off' "$1" "$2"
	fi
}

# lab_make_shared_dir: sets LAB_SHARED, a folder on a tmpfs that the guest sees
lab_make_shared_dir() {
	[[ $(stat -f -c %T /dev/shm 2>/dev/null) == tmpfs ]] || lab_die "--show-dimms and --alias want a tmpfs at /dev/shm"
	LAB_SHARED=$(mktemp -d /dev/shm/mmhp-lab.XXXXXXXXXX)
}

# lab_accelerator VMLINUZ: sets accel_args and accel. /dev/kvm may be there and not
# work, so a kernel is booted with it once per boot of this machine.
lab_accelerator() {
	local answer cpu='' threads=single
	answer=$LAB_CACHE/kvm.$(</proc/sys/kernel/random/boot_id)

	if [[ ! -f $answer ]]; then
		lab_lock kvm
		if [[ ! -f $answer ]]; then
			rm -f "$LAB_CACHE"/kvm.*
			lab_try_kvm "$1" >"$LAB_TMP/kvm"
			lab_keep "$LAB_TMP/kvm" "$answer"
		fi
		lab_unlock
	fi
	accel=$(<"$answer")
	# While identify_cpu() looks at the CPU, the kernel takes page tables for those of four levels: an
	# interrupt that comes in just then is a wild access to KASAN where there are five.
	[[ $T_KIND != debug ]] || cpu=,la57=off
	# A CPU that waits for another hands on its turn, while a thread would go round and round: one
	# thread for all of them is as fast on an idle machine, and a third faster on a busy one.
	[[ -z $parallel ]] || threads=multi
	# shellcheck disable=SC2034 # accel_args is read by vm
	case $accel in
	kvm) accel_args=(-accel kvm -cpu "host$cpu") ;;
	tcg) accel_args=(-accel "tcg,thread=$threads" -cpu "max$cpu") ;;
	esac
}

lab_try_kvm() {
	local base nonce=trial

	if [[ -r /dev/kvm && -w /dev/kvm ]]; then
		base=$(lab_base_archive guest-init)
		mkdir -p "$LAB_TMP/trial/lab"
		printf '%s\n' "$nonce" >"$LAB_TMP/trial/lab/nonce"
		lab_archive "$LAB_TMP/trial" "$LAB_TMP/trial.cpio"
		cat "$base" "$LAB_TMP/trial.cpio" >"$LAB_TMP/trial.initrd"
		if timeout -k 1 20 qemu-system-x86_64 -accel kvm -cpu host -m 512M -nodefaults -no-user-config \
			-display none -no-reboot -kernel "$1" -initrd "$LAB_TMP/trial.initrd" \
			-append 'console=ttyS0 panic=-1 mmhp_lab=trial' \
			-serial "file:$LAB_TMP/trial.log" -serial stdio </dev/null 2>/dev/null |
			grep -aq "^$nonce 0 "; then
			printf 'kvm\n'
			return
		fi
	fi
	printf 'tcg\n'
}
