/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What is called in the kernel although it is not exported, in the form that
 * this kernel has. It is found by name when the module is loaded.
 *
 * Calls are made through static calls: they become direct branches, since an
 * indirect one to a function whose entry is sealed (IBT) is an exception. The
 * prototype of each is taken from the kernel's headers by typeof, so it can't be
 * wrong.
 */
#ifndef _MMHP_KERNEL_FUNCTIONS_H
#define _MMHP_KERNEL_FUNCTIONS_H

#include <linux/memory.h>
#include <linux/memory_hotplug.h>
#include <linux/node.h>
#include <linux/static_call.h>
#include <asm/e820/api.h>
#include <asm/pgtable.h>

#ifdef MMHP_HAVE_MEMORY_BLOCK_GET
#define MMHP_KAPI_GET(X)	X(memory_block_get)
#else
#define MMHP_KAPI_GET(X)	X(find_memory_block)
#endif

/* Without NUMA the kernel links blocks under no node, with an empty inline. */
#ifndef CONFIG_NUMA
#define MMHP_KAPI_LINK(X)
#elif defined(MMHP_HAVE_REGISTER_MEMORY_BLOCKS_HOTPLUG)
#define MMHP_KAPI_LINK(X)	X(register_memory_blocks_under_node_hotplug)
#else
#define MMHP_KAPI_LINK(X)	X(register_memory_blocks_under_node)
#endif

#ifdef MMHP_HAVE_DEFAULT_ONLINE_TYPE_FUNCTION
#define MMHP_KAPI_DEFAULT(X)	X(mhp_get_default_online_type)
#else
#define MMHP_KAPI_DEFAULT(X)
#endif

#ifdef MMHP_HAVE_MHP_SUPPORTS_MEMMAP_ON_MEMORY_SIZE
#define MMHP_KAPI_SUPPORTS(X)	X(mhp_supports_memmap_on_memory)
#else
#define MMHP_KAPI_SUPPORTS(X)
#endif

/* Every function that is called, once */
#define MMHP_KAPI_FUNCTIONS(X)			\
	X(lock_device_hotplug)			\
	X(unlock_device_hotplug)		\
	X(try_online_node)			\
	X(memory_group_find_by_id)		\
	X(mem_hotplug_begin)			\
	X(mem_hotplug_done)			\
	X(init_memory_mapping)			\
	X(add_pages)				\
	X(arch_remove_memory)			\
	X(__remove_pages)			\
	X(remove_pfn_range_from_zone)		\
	X(mhp_init_memmap_on_memory)		\
	X(mhp_deinit_memmap_on_memory)		\
	X(create_memory_block_devices)		\
	X(remove_memory_block_devices)		\
	MMHP_KAPI_LINK(X)			\
	MMHP_KAPI_GET(X)			\
	X(zone_for_pfn_range)			\
	X(online_pages)				\
	X(offline_pages)			\
	X(adjust_present_page_count)		\
	X(e820__mapped_raw_any)			\
	MMHP_KAPI_SUPPORTS(X)			\
	MMHP_KAPI_DEFAULT(X)

#define MMHP_KAPI_DECLARE(fn)	DECLARE_STATIC_CALL(mmhp_kapi_##fn, fn);
MMHP_KAPI_FUNCTIONS(MMHP_KAPI_DECLARE)

#define MMHP_KAPI_CALL(fn)	static_call(mmhp_kapi_##fn)

/* Data in the place of mhp_get_default_online_type() */
#ifdef MMHP_HAVE_DEFAULT_ONLINE_TYPE_FUNCTION
#define MMHP_KAPI_DEFAULT_DATA(X)
#else
#define MMHP_KAPI_DEFAULT_DATA(X)	X(mhp_default_online_type)
#endif

/* The kernel's is static. */
extern online_page_callback_t online_page_callback;

/* Whatever is not called, but read or compared */
#define MMHP_KAPI_ADDRESSES(X)			\
	X(online_page_callback)			\
	X(generic_online_page)			\
	MMHP_KAPI_DEFAULT_DATA(X)

#define MMHP_KAPI_DECLARE_ADDRESS(name)	extern typeof(name) *mmhp_kapi_at_##name;
MMHP_KAPI_ADDRESSES(MMHP_KAPI_DECLARE_ADDRESS)

#define MMHP_KAPI_AT(name)	mmhp_kapi_at_##name

#endif /* _MMHP_KERNEL_FUNCTIONS_H */
