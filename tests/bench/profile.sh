#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
#
# profile.sh GIB BASE LAYOUT: where the time of each step goes, by the kernel's function graph tracer. Prints
# `spent STEP FUNCTION CALLS MICROSECONDS`; the time of a function has that of those it calls in it, and
# the tracer's own.
#
# vm: --mem @MEM@G --cmdline 'mem=@DRAM_END@ init_on_alloc=0'
# files: prog:wr module:peer
# timeout: @TIMEOUT@
set -eu
# shellcheck source=tests/lib/guest.sh
. /lib/guest.sh

GIB=$1 BASE=$(($2)) LAYOUT=$3
TRACE=/sys/kernel/tracing

# Few enough that to note their calls costs little; what a kernel lacks is left out.
functions() {
	cat <<-END
		arch_add_memory
		arch_remove_memory
		init_memory_mapping
		add_pages
		__add_pages
		__remove_pages
		sparse_add_section
		sparse_remove_section
		section_deactivate
		vmemmap_populate
		vmemmap_free
		kernel_physical_mapping_remove
		remove_pagetable
		create_memory_block_devices
		remove_memory_block_devices
		device_register
		device_unregister
		register_memory_blocks_under_node_hotplug
		link_mem_sections
		unregister_memory_block_under_nodes
		kobject_uevent_env
		synchronize_rcu
		synchronize_rcu_expedited
		synchronize_rcu_tasks
		stop_machine
		online_pages
		move_pfn_range_to_zone
		memmap_init_range
		online_pages_range
		undo_isolate_page_range
		set_zone_contiguous
		build_all_zonelists
		init_per_zone_wmark_min
		kswapd_run
		kcompactd_run
		vm_total_pages
		writeback_set_ratelimit
		offline_pages
		lru_cache_disable
		drain_all_pages
		start_isolate_page_range
		scan_movable_pages
		dissolve_free_huge_pages
		dissolve_free_hugetlb_folios
		test_pages_isolated
		__offline_isolated_pages
		remove_pfn_range_from_zone
		page_init_poison
		memory_notify
		mmhp_kapi_*
		mmhp_memmap_verify
		mmhp_poison_*
		mmhp_devices_*
		mmhp_mapping_*
		mmhp_run_*
		mmhp_sweep_*
		mmhp_blocks_*
		mmhp_directory_*
		mmhp_group_*
		mmhp_tier_*
		mmhp_node_*
		mmhp_direct_*
	END
}

# spent STEP COMMAND...: what was called meanwhile. A line that has a duration is ` 0) ! 123.4 us | name();`
# or the end of a call, ` 0) ! 123.4 us | } /* name */`.
spent() {
	step=$1
	shift
	echo >$TRACE/trace
	echo function_graph >$TRACE/current_tracer
	"$@"
	cat $TRACE/trace >/tmp/trace
	echo nop >$TRACE/current_tracer
	sed -n 's/^.* \([0-9.]*\) us *| *\(} \/\* \)\{0,1\}\([a-z_0-9]*\).*/\3 \1/p' /tmp/trace | awk -v step="$step" '
		{ calls[$1]++; us[$1] += $2 }
		END { for (name in calls) if (us[name] >= 100) printf "spent %s %s %d %d\n", step, name, calls[name], us[name] }'
}

load
param verify none
dmesg -n 1
auto_online offline
mount -t tracefs none $TRACE 2>/dev/null || :
functions | while read -r name; do
	echo "$name" >>$TRACE/set_ftrace_filter 2>/dev/null || :
done
echo 1 >$TRACE/options/funcgraph-tail
echo 65536 >$TRACE/buffer_size_kb
echo "functions that are noted: $(wc -l <$TRACE/set_ftrace_filter)"
# Once before, so that nothing is done for the first time.
ask probe "$BASE ${GIB}G layout=$LAYOUT online=online_movable"
ask remove "$BASE"

spent add ask probe "$BASE ${GIB}G layout=$LAYOUT online=offline"
spent online ask online "$BASE online_movable"
spent offline ask offline "$BASE"
spent remove ask remove "$BASE"
