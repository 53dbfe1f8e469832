// SPDX-License-Identifier: GPL-2.0
/*
 * Typed access to what the kernel does not export: the only code that knows
 * that kernels differ. Its functions have the form that they have in 7.x.
 *
 * What has one form in all of them is in kapi_calls.c.
 *
 * The list of what is called is in include/compat/mmhp/kernel_functions.h;
 * kapi_symbols.c finds it when the module is loaded.
 */
#include <linux/errno.h>
#include <linux/kernel.h>
#include <mmhp/kernel_functions.h>

#include "fault.h"
#include "kapi.h"

/**
 * mmhp_kapi_arch_remove_memory() - take memmap and direct mapping away
 * @start: physical address in bytes
 * @size: in bytes; no leaf of the direct mapping reaches out of it
 * @altmap: what the memmap came from; its alloc counts down to 0
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held; nothing of the range
 * is online.
 */
void mmhp_kapi_arch_remove_memory(u64 start, u64 size,
				  struct vmem_altmap *altmap)
{
#ifdef MMHP_HAVE_ARCH_REMOVE_MEMORY_PGMAP
	MMHP_KAPI_CALL(arch_remove_memory)(start, size, altmap, NULL);
#else
	MMHP_KAPI_CALL(arch_remove_memory)(start, size, altmap);
#endif
}

/**
 * mmhp_kapi_remove_pages() - take the memmap of sections away, not their mapping
 * @pfn: first pfn
 * @nr_pages: how many; whole sections
 * @altmap: the same as when adding
 *
 * Context: as mmhp_kapi_arch_remove_memory().
 */
void mmhp_kapi_remove_pages(unsigned long pfn, unsigned long nr_pages,
			    struct vmem_altmap *altmap)
{
#ifdef MMHP_HAVE_ARCH_REMOVE_MEMORY_PGMAP
	MMHP_KAPI_CALL(__remove_pages)(pfn, nr_pages, altmap, NULL);
#else
	MMHP_KAPI_CALL(__remove_pages)(pfn, nr_pages, altmap);
#endif
}

/**
 * mmhp_kapi_init_memmap_on_memory() - initialise and tag host pages
 * @pfn: first host page
 * @nr_pages: how many; whole sections among them are marked online
 * @zone: zone that they belong to
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held.
 * Return: 0 or a negative errno.
 */
int mmhp_kapi_init_memmap_on_memory(unsigned long pfn, unsigned long nr_pages,
				    struct zone *zone)
{
	const int ret = mmhp_fault(NULL, "mhp_init_memmap_on_memory");

	if (ret)
		return ret;
#ifdef MMHP_HAVE_MHP_INIT_MEMMAP_INACCESSIBLE
	return MMHP_KAPI_CALL(mhp_init_memmap_on_memory)(pfn, nr_pages, zone,
							 false);
#else
	return MMHP_KAPI_CALL(mhp_init_memmap_on_memory)(pfn, nr_pages, zone);
#endif
}

/**
 * mmhp_kapi_deinit_memmap_on_memory() - undo mmhp_kapi_init_memmap_on_memory()
 * @pfn: first host page
 * @nr_pages: how many
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held; no page whose memmap
 * is hosted there is online.
 */
void mmhp_kapi_deinit_memmap_on_memory(unsigned long pfn,
				       unsigned long nr_pages)
{
	MMHP_KAPI_CALL(mhp_deinit_memmap_on_memory)(pfn, nr_pages);
}

#ifndef MMHP_HAVE_CREATE_MEMORY_BLOCK_DEVICES_NID
/*
 * Before the node was an argument, a block was visible in sysfs without one
 * until it was linked under its node, and whoever read its valid_zones meanwhile
 * crashed: NODE_DATA(NUMA_NO_NODE). So each block is created by itself and told
 * its node at once.
 */
static int mmhp_kapi_create_memory_block_device(u64 start, u64 size, int nid,
						struct vmem_altmap *altmap,
						struct memory_group *group)
{
	struct memory_block *mem;
	int ret;

#ifdef MMHP_HAVE_CREATE_MEMORY_BLOCK_DEVICES_ALTMAP
	ret = MMHP_KAPI_CALL(create_memory_block_devices)(start, size, altmap,
							  group);
#else
	ret = MMHP_KAPI_CALL(create_memory_block_devices)(start, size,
							  altmap ? altmap->free : 0,
							  group);
#endif
	if (ret)
		return ret;

	mem = mmhp_kapi_memory_block_get(PHYS_PFN(start));
	if (!mem)
		return -ENODEV;
	WRITE_ONCE(mem->nid, nid);
	memory_block_put(mem);
	return 0;
}
#endif

/**
 * mmhp_kapi_create_memory_block_devices() - create memoryN, offline
 * @start: physical address in bytes, of a block
 * @size: in bytes, of whole blocks
 * @nid: node
 * @altmap: NULL, or an altmap whose free is the number of host pages at the
 *	head of each of the blocks: onlining leaves them out
 * @group: memory group or NULL
 *
 * Context: device_hotplug_lock held.
 * Return: 0 or a negative errno; blocks that were created before the one that
 * failed may be left.
 */
int mmhp_kapi_create_memory_block_devices(u64 start, u64 size, int nid,
					  struct vmem_altmap *altmap,
					  struct memory_group *group)
{
	int ret = mmhp_fault(NULL, "create_memory_block_devices");
#ifdef MMHP_HAVE_CREATE_MEMORY_BLOCK_DEVICES_NID
	return ret ?: MMHP_KAPI_CALL(create_memory_block_devices)(start, size, nid,
								  altmap, group);
#else
	const u64 block_bytes = memory_block_size_bytes();
	const u64 end = start + size;

	for (; !ret && start < end; start += block_bytes)
		ret = mmhp_kapi_create_memory_block_device(start, block_bytes,
							   nid, altmap, group);
	return ret;
#endif
}

/**
 * mmhp_kapi_register_memory_blocks_under_node() - link memoryN and the node
 * @nid: node
 * @start_pfn: first pfn
 * @end_pfn: pfn behind the last
 *
 * Removing the block devices removes the links.
 *
 * Context: device_hotplug_lock held.
 */
void mmhp_kapi_register_memory_blocks_under_node(int nid,
						 unsigned long start_pfn,
						 unsigned long end_pfn)
{
#ifndef CONFIG_NUMA
	/* There is no node directory to link under. */
#elif defined(MMHP_HAVE_REGISTER_MEMORY_BLOCKS_HOTPLUG)
	MMHP_KAPI_CALL(register_memory_blocks_under_node_hotplug)(nid, start_pfn,
								  end_pfn);
#else
	MMHP_KAPI_CALL(register_memory_blocks_under_node)(nid, start_pfn,
							  end_pfn,
							  MEMINIT_HOTPLUG);
#endif
}

/**
 * mmhp_kapi_memory_block_get() - the block device that a pfn belongs to
 * @pfn: any pfn of the block
 *
 * Context: the block must not be removed meanwhile: device_hotplug_lock held,
 * or mmhp_lock and the block is one of ours, which go under mmhp_lock only.
 * Return: the block with a reference for memory_block_put(), or NULL.
 */
struct memory_block *mmhp_kapi_memory_block_get(unsigned long pfn)
{
#ifdef MMHP_HAVE_MEMORY_BLOCK_GET
	return MMHP_KAPI_CALL(memory_block_get)(PFN_PHYS(pfn) /
						memory_block_size_bytes());
#else
	return MMHP_KAPI_CALL(find_memory_block)(pfn_to_section_nr(pfn));
#endif
}

/**
 * mmhp_kapi_memory_block_detach_altmap() - make a block forget its host pages
 * @mem: a block that is about to be removed
 *
 * memory_block_release() warns about a block that still has an altmap.
 *
 * Context: device_hotplug_lock held, the block is offline.
 */
void mmhp_kapi_memory_block_detach_altmap(struct memory_block *mem)
{
#ifdef MMHP_HAVE_MEMORY_BLOCK_ALTMAP
	mem->altmap = NULL;
#else
	mem->nr_vmemmap_pages = 0;
#endif
}

/**
 * mmhp_kapi_counts_poison_per_block() - does this kernel count bad pages per block
 *
 * Return: false before v6.2, see mmhp_kapi_memory_block_nr_poison().
 */
bool mmhp_kapi_counts_poison_per_block(void)
{
#ifdef MMHP_HAVE_MEMORY_BLOCK_NR_HWPOISON
	return true;
#else
	return false;
#endif
}

/**
 * mmhp_kapi_memory_block_nr_poison() - how many pages of a block are bad memory
 * @mem: the block
 * @nr: filled in with their number; such a block must not go online
 *
 * Return: false if this kernel does not count them per block.
 */
bool mmhp_kapi_memory_block_nr_poison(struct memory_block *mem,
				      unsigned long *nr)
{
#ifdef MMHP_HAVE_MEMORY_BLOCK_NR_HWPOISON
	*nr = atomic_long_read(&mem->nr_hwpoison);
	return true;
#else
	return false;
#endif
}

/**
 * mmhp_kapi_default_online_type() - the system's default for added memory
 *
 * Return: an MMOP_* value, what auto_online_blocks in sysfs says.
 */
int mmhp_kapi_default_online_type(void)
{
#ifdef MMHP_HAVE_DEFAULT_ONLINE_TYPE_FUNCTION
	return MMHP_KAPI_CALL(mhp_get_default_online_type)();
#else
	return READ_ONCE(*MMHP_KAPI_AT(mhp_default_online_type));
#endif
}

/**
 * mmhp_kapi_may_support_memmap_on_memory() - is the kernel's memmap_on_memory on
 *
 * Context: any.
 * Return: what the kernel says; true where it cannot be asked, and has to be
 * tried: before v6.8 the function is not exported, and v6.6 and v6.7 keep it to
 * themselves.
 */
bool mmhp_kapi_may_support_memmap_on_memory(void)
{
#ifdef MMHP_HAVE_MHP_SUPPORTS_MEMMAP_ON_MEMORY
	return mhp_supports_memmap_on_memory();
#elif defined(MMHP_HAVE_MHP_SUPPORTS_MEMMAP_ON_MEMORY_SIZE)
	struct mmhp_reason unused;

	return mmhp_kapi_check(&unused) ||
	       MMHP_KAPI_CALL(mhp_supports_memmap_on_memory)(memory_block_size_bytes());
#else
	return true;
#endif
}
