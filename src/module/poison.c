// SPDX-License-Identifier: GPL-2.0
/*
 * Bad memory: pages that memory_failure() or soft offlining marked. What holds
 * for them is what holds in the kernel: a block with such a page can go offline
 * and be removed, but not go online again, since onlining initialises the struct
 * pages, and with them the marks go.
 *
 * The kernel counts bad pages per memory block, commit 5033091de814 ("mm/hwpoison:
 * introduce per-memory_block hwpoison counter") (in v6.2). What it does not count
 * is counted here when it goes offline: host blocks, which have no device, and
 * before v6.2 all others.
 *
 * A host page that is bad is marked, and nothing more: the kernel can neither move
 * nor unmap it (memory_failure() answers EBUSY).
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/memory.h>
#include <linux/mm.h>
#include <linux/page-flags.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/slab.h>

#include "blocks.h"
#include "fault.h"
#include "kapi.h"
#include "poison.h"
#include "rungs.h"
#include "state.h"

/*
 * Reads the flags themselves, see mmhp_memmap_is_tagged(). As clear_hwpoisoned_pages()
 * did, it spares the time as long as no page of the machine is bad.
 */
static unsigned long mmhp_poison_scan(const struct mmhp_block *block)
{
	const struct page *page = pfn_to_page(block->start_pfn);
	const struct page *end = page + block->nr_pages;
	unsigned long nr = 0;

	if (!mmhp_kapi_num_poisoned())
		return 0;
	for (; page < end; page++)
		nr += !!(READ_ONCE(*(const unsigned long *)page) & __PG_HWPOISON);
	return nr;
}

/* Does the kernel count the bad pages of a block? */
static bool mmhp_poison_kernel_counts(const struct mmhp_block *block,
				      unsigned long *nr)
{
	struct memory_block *mem = mmhp_kapi_memory_block_get(block->start_pfn);
	bool counts;

	if (!mem)
		return false;
	counts = mmhp_kapi_memory_block_nr_poison(mem, nr);
	memory_block_put(mem);
	return counts;
}

/* Are the marks in the memmap of a block those of its pages? */
static bool mmhp_poison_is_marked(const struct mmhp_range *range,
				  unsigned long index,
				  const struct mmhp_block *block)
{
	if (mmhp_block_is_host(block))
		return READ_ONCE(range->host_zone);
	return mmhp_state_zone(range, index);
}

/**
 * mmhp_poison_count() - how many pages of a block are bad memory
 * @range: the range
 * @index: of the block in the range
 *
 * Context: mmhp_lock or device_hotplug_lock held.
 * Return: their number, host pages among them; 0 for a range that is in standby,
 * or of engine core, which leaves all of this to the kernel.
 */
unsigned long mmhp_poison_count(const struct mmhp_range *range,
				unsigned long index)
{
	struct mmhp_block block;
	unsigned long nr;

	if (!range->bad_pages)
		return 0;
	mmhp_layout_block(&range->layout, index, &block);
	if (mmhp_poison_kernel_counts(&block, &nr))
		return nr;
	if (mmhp_poison_is_marked(range, index, &block))
		return mmhp_poison_scan(&block);
	return READ_ONCE(range->bad_pages[index]);
}

/**
 * mmhp_poison_note() - keep in mind what is bad of blocks that go offline
 * @range: the range
 * @start_pfn: first pfn, of any of its blocks
 * @end_pfn: pfn behind the last
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held; the struct pages are
 * still as they were while online.
 */
void mmhp_poison_note(struct mmhp_range *range, unsigned long start_pfn,
		      unsigned long end_pfn)
{
	const struct mmhp_layout *layout = &range->layout;
	unsigned long i = (start_pfn - layout->start_pfn) / layout->block_pages;
	struct mmhp_block block;
	unsigned long nr;

	for (; layout->start_pfn + i * layout->block_pages < end_pfn; i++) {
		mmhp_layout_block(layout, i, &block);
		if (!mmhp_poison_kernel_counts(&block, &nr)) {
			nr = mmhp_poison_scan(&block);
			WRITE_ONCE(range->bad_pages[i], nr);
		}
		if (nr)
			pr_warn("memory%lu went offline with bad memory (%lu of its pages): it cannot go online again\n",
				block.start_pfn / block.nr_pages, nr);
		cond_resched();
	}
}

static int mmhp_poison_refuse(const struct mmhp_range *range,
			      unsigned long index, unsigned long nr,
			      struct mmhp_reason *why)
{
	struct mmhp_block block;

	mmhp_layout_block(&range->layout, index, &block);
	return mmhp_reason_set(why, -EHWPOISON,
		"memory%lu%s holds bad memory (%lu of its pages), which would be used again",
		block.start_pfn / block.nr_pages,
		mmhp_block_is_host(&block) ? ", a host block," : "", nr);
}

/**
 * mmhp_poison_check() - is none of these blocks bad memory
 * @range: the range
 * @start_pfn: first pfn, of any of its blocks
 * @end_pfn: pfn behind the last
 * @why: the sentence for a failure
 *
 * Context: as mmhp_poison_count().
 * Return: 0; -EHWPOISON if one holds a bad page.
 */
int mmhp_poison_check(struct mmhp_range *range, unsigned long start_pfn,
		      unsigned long end_pfn, struct mmhp_reason *why)
{
	const struct mmhp_layout *layout = &range->layout;
	unsigned long i = (start_pfn - layout->start_pfn) / layout->block_pages;
	unsigned long nr;

	for (; layout->start_pfn + i * layout->block_pages < end_pfn; i++) {
		nr = mmhp_poison_count(range, i);
		if (nr)
			return mmhp_poison_refuse(range, i, nr, why);
	}
	return 0;
}

/**
 * mmhp_poison_check_want() - is none of the blocks that go online bad memory
 * @range: the range
 * @want: per block, the zone that it is to be online in, or NULL
 * @before: per block, the zone that it is online in, or NULL
 * @why: the sentence for a failure
 *
 * Host blocks go online with the first other one.
 *
 * Context: device_hotplug_lock held.
 * Return: 0; -EHWPOISON if one holds a bad page.
 */
int mmhp_poison_check_want(struct mmhp_range *range, struct zone **want,
			   struct zone **before, struct mmhp_reason *why)
{
	const bool up = mmhp_blocks_first_zone(range);
	struct mmhp_block block;
	unsigned long i, nr;

	if (mmhp_fault(why, __func__))
		return -EHWPOISON;
	for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++) {
		mmhp_layout_block(&range->layout, i, &block);
		if (mmhp_block_is_host(&block) ? up : !want[i] || before[i])
			continue;
		nr = mmhp_poison_count(range, i);
		if (nr)
			return mmhp_poison_refuse(range, i, nr, why);
	}
	return 0;
}

/**
 * mmhp_poison_leave_out() - what cannot go online again shall not stop the others
 * @range: the range
 * @want: per block, the zone that it was online in, or NULL; each block that is
 *	offline and holds a bad page becomes NULL, and the log says so
 *
 * Context: device_hotplug_lock held.
 */
void mmhp_poison_leave_out(struct mmhp_range *range, struct zone **want)
{
	struct mmhp_block block;
	unsigned long i;

	for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++) {
		if (!want[i] || mmhp_blocks_zone(range, i) ||
		    !mmhp_poison_count(range, i))
			continue;
		mmhp_layout_block(&range->layout, i, &block);
		pr_err("memory%lu stays offline: it holds bad memory\n",
		       block.start_pfn / block.nr_pages);
		want[i] = NULL;
	}
}

/**
 * mmhp_poison_begin() - begin to count the bad pages of a range
 * @range: a range that has a memmap
 * @why: the sentence for a failure
 *
 * Context: before a block can go online.
 * Return: 0 or -ENOMEM.
 */
int mmhp_poison_begin(struct mmhp_range *range, struct mmhp_reason *why)
{
	const unsigned long nr = mmhp_layout_nr_blocks(&range->layout);

	range->bad_pages = kvcalloc(nr, sizeof(*range->bad_pages), GFP_KERNEL);
	if (!range->bad_pages)
		return mmhp_reason_set(why, -ENOMEM, "no memory for %lu numbers", nr);
	return 0;
}

static void mmhp_poison_forget_block(struct mmhp_range *range,
				     unsigned long index)
{
	struct mmhp_block block;
	unsigned long nr;

	mmhp_layout_block(&range->layout, index, &block);
	if (!mmhp_poison_kernel_counts(&block, &nr)) {
		nr = range->bad_pages[index];
		mmhp_kapi_num_poisoned_sub(nr);
	}
	if (nr)
		pr_warn("memory%lu goes with bad memory (%lu of its pages): if it is added again, they are used again\n",
			block.start_pfn / block.nr_pages, nr);
	cond_resched();
}

/**
 * mmhp_poison_end() - forget the bad pages of a range, as its memmap does
 * @range: a range of which nothing is online
 *
 * The machine's number of bad pages loses them. What the kernel has counted it
 * takes off itself, with the memory block devices.
 *
 * Context: mmhp_lock and device_hotplug_lock held; before the devices go.
 */
void mmhp_poison_end(struct mmhp_range *range)
{
	unsigned long i;

	for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++)
		mmhp_poison_forget_block(range, i);
	kvfree(range->bad_pages);
	range->bad_pages = NULL;
}

/**
 * mmhp_poison_clear_marks() - before sections go: take the marks off their pages
 * @start_pfn: first pfn
 * @nr_pages: how many pages; they have a memmap
 *
 * A kernel that does not count per block counts the marks when it removes a
 * section (clear_hwpoisoned_pages()): none in the first host pages, but also those
 * that are none, in a memmap that was never initialised. What there is has been
 * counted here.
 *
 * Context: device_hotplug_lock and mem_hotplug_lock held.
 */
void mmhp_poison_clear_marks(unsigned long start_pfn, unsigned long nr_pages)
{
	unsigned long pfn;

	if (mmhp_kapi_counts_poison_per_block() || !mmhp_kapi_num_poisoned())
		return;
	for (pfn = start_pfn; pfn < start_pfn + nr_pages; pfn++) {
		*(unsigned long *)pfn_to_page(pfn) &= ~__PG_HWPOISON;
		if (!(pfn % PAGES_PER_SECTION))
			cond_resched();
	}
}
