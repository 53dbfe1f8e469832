// SPDX-License-Identifier: GPL-2.0
/*
 * Words of memory that may not be there: mapping them, reading them, and seeing
 * to it that it is memory that answers, not a cache in front of it.
 */
#include <linux/errno.h>
#include <linux/io.h>
#include <linux/random.h>
#include <linux/sched.h>
#include <linux/sched/signal.h>
#include <linux/uaccess.h>
#include <asm/cacheflush.h>

#include "ram.h"

/**
 * mmhp_ram_map() - map a range that the kernel does not know
 * @ram: filled in
 * @layout: the range, claimed, but not called System RAM: memremap() would take
 *	that to be in the kernel's own map
 * @why: the sentence for a failure
 *
 * Context: process, may sleep. Where the architecture can, the mapping is made
 * of 1 GiB and 2 MiB entries, so that it costs next to no memory.
 * Return: 0; -ENOMEM.
 */
int mmhp_ram_map(struct mmhp_ram *ram, const struct mmhp_layout *layout,
		 struct mmhp_reason *why)
{
	ram->start = mmhp_layout_start(layout);
	ram->size = mmhp_layout_size(layout);
	ram->block_bytes = (u64)layout->block_pages * layout->page_bytes;
	ram->seed = get_random_u64();
	ram->map = memremap(ram->start, ram->size, MEMREMAP_WB);
	if (!ram->map)
		return mmhp_reason_set(why, -ENOMEM,
			"0x%llx-0x%llx cannot be mapped to be tested: no memory, or someone maps it in another way; verify=none would go without",
			ram->start, ram->start + ram->size - 1);
	return 0;
}

/**
 * mmhp_ram_unmap() - undo mmhp_ram_map()
 * @ram: what was mapped
 */
void mmhp_ram_unmap(struct mmhp_ram *ram)
{
	memunmap(ram->map);
}

/**
 * mmhp_ram_to_memory() - the next read is answered by memory
 * @addr: what was written, or is to be read
 * @bytes: how much of it
 *
 * Context: any. Writes the caches back and drops the lines.
 */
void mmhp_ram_to_memory(void *addr, size_t bytes)
{
	clflush_cache_range(addr, bytes);
}

/**
 * mmhp_ram_save() - keep what is there
 * @ram: what is tested
 * @offset: where, in bytes from its start
 * @to: a copy of it
 * @bytes: how much
 * @why: the sentence for a failure
 *
 * Context: process. Lines that were bad before raise a machine check when they
 * are read for the first time; where the CPU allows it, that is survived.
 * Return: 0; -ENXIO.
 */
int mmhp_ram_save(const struct mmhp_ram *ram, u64 offset, void *to,
		  size_t bytes, struct mmhp_reason *why)
{
	const size_t left = copy_mc_to_kernel(to, ram->map + offset, bytes);

	if (!left)
		return 0;
	return mmhp_reason_set(why, -ENXIO,
			       "reading 0x%llx raised a machine check",
			       ram->start + offset + bytes - left);
}

/**
 * mmhp_ram_check_alias() - was a value written to another word
 * @ram: what is tested
 * @offset: where it was read, in bytes from the start
 * @read: the value
 * @why: the sentence for a failure
 *
 * Return: 0; -ENXIO if another address of the range was given this value.
 */
int mmhp_ram_check_alias(const struct mmhp_ram *ram, u64 offset, u64 read,
			 struct mmhp_reason *why)
{
	const u64 other = mmhp_ram_address(ram, read);

	if (other - ram->start >= ram->size || other == ram->start + offset)
		return 0;
	return mmhp_reason_set(why, -ENXIO,
		"0x%llx and 0x%llx are the same RAM: 0x%llx, read from the first, was written to the second",
		ram->start + offset, other, read);
}

/**
 * mmhp_ram_mismatch() - say what is wrong with a word
 * @ram: what is tested
 * @offset: where the word is, in bytes from the start
 * @wrote: what was written there
 * @read: what is there
 * @why: the sentence
 *
 * Return: -ENXIO.
 */
int mmhp_ram_mismatch(const struct mmhp_ram *ram, u64 offset, u64 wrote,
		      u64 read, struct mmhp_reason *why)
{
	if (mmhp_ram_check_alias(ram, offset, read, why))
		return -ENXIO;
	return mmhp_reason_set(why, -ENXIO,
		"no RAM, or bad RAM, answers at 0x%llx: wrote 0x%llx, read 0x%llx",
		ram->start + offset, wrote, read);
}

/**
 * mmhp_ram_check_interrupted() - a place to stop a long test at
 * @why: the sentence for a failure
 *
 * Context: process, may sleep.
 * Return: 0; -EINTR if a signal came.
 */
int mmhp_ram_check_interrupted(struct mmhp_reason *why)
{
	cond_resched();
	if (signal_pending(current))
		return mmhp_reason_set(why, -EINTR,
				       "interrupted by a signal while the memory was tested");
	return 0;
}
