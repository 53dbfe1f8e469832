// SPDX-License-Identifier: GPL-2.0
/*
 * Where struct pages really are, read from the kernel's page tables, and which
 * host pages carry the tag. Reads only.
 */
#include <linux/bitops.h>
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/page-flags.h>
#include <linux/pgtable.h>
#include <linux/sched.h>

#include "fault.h"
#include "memmap.h"

/**
 * struct mmhp_leaf - the entry of the kernel's page tables that maps an address
 * @pfn: first page that it maps
 * @nr_pages: how many it maps
 * @skip: which of them the address lies in
 */
struct mmhp_leaf {
	unsigned long pfn;
	unsigned long nr_pages;
	unsigned long skip;
};

static void mmhp_memmap_set_leaf(struct mmhp_leaf *leaf, unsigned long pfn,
				 unsigned long size, unsigned long addr)
{
	leaf->pfn = pfn;
	leaf->nr_pages = size >> PAGE_SHIFT;
	leaf->skip = (addr & (size - 1)) >> PAGE_SHIFT;
}

/*
 * Walks the kernel's half of the page tables, which every mm shares; a
 * vmalloc_to_pfn() of a struct page is a BUG with CONFIG_DEBUG_VIRTUAL. HugeTLB
 * may split a leaf of the memmap meanwhile, hence each entry is read once.
 */
static int mmhp_memmap_walk(unsigned long addr, struct mmhp_leaf *leaf)
{
	pgd_t *pgd = pgd_offset(current->active_mm, addr);
	p4d_t *p4dp;
	pud_t *pudp, pud;
	pmd_t *pmdp, pmd;
	pte_t pte;

	if (pgd_none(*pgd))
		return -ENOENT;
	p4dp = p4d_offset(pgd, addr);
	if (p4d_none(*p4dp))
		return -ENOENT;

	pudp = pud_offset(p4dp, addr);
	pud = READ_ONCE(*pudp);
	if (!pud_present(pud))
		return -ENOENT;
	if (pud_leaf(pud)) {
		mmhp_memmap_set_leaf(leaf, pud_pfn(pud), PUD_SIZE, addr);
		return 0;
	}

	pmdp = pmd_offset(&pud, addr);
	pmd = READ_ONCE(*pmdp);
	if (!pmd_present(pmd))
		return -ENOENT;
	if (pmd_leaf(pmd)) {
		mmhp_memmap_set_leaf(leaf, pmd_pfn(pmd), PMD_SIZE, addr);
		return 0;
	}

	pte = READ_ONCE(*pte_offset_kernel(&pmd, addr));
	if (!pte_present(pte))
		return -ENOENT;
	mmhp_memmap_set_leaf(leaf, pte_pfn(pte), PAGE_SIZE, addr);
	return 0;
}

/**
 * mmhp_memmap_frame() - which frame holds the struct page of a pfn
 * @pfn: the page that is described
 * @frame: filled in with the pfn of the page that holds its struct page
 * @left_pages: filled in with how many pages from there on, itself included,
 *	the same entry of the page table maps
 *
 * Context: process; the memmap of @pfn must not go away: mmhp_lock or
 * device_hotplug_lock held.
 * Return: 0; -ENOENT if nothing is mapped there.
 */
int mmhp_memmap_frame(unsigned long pfn, unsigned long *frame,
		      unsigned long *left_pages)
{
	struct mmhp_leaf leaf;
	int ret = mmhp_memmap_walk((unsigned long)pfn_to_page(pfn), &leaf);

	if (ret)
		return ret;
	*frame = leaf.pfn + leaf.skip;
	*left_pages = leaf.nr_pages - leaf.skip;
	return 0;
}

/* Is a page in the direct mapping by a leaf that reaches out of these pages? */
static bool mmhp_memmap_leaf_sticks_out(unsigned long pfn, unsigned long first,
					unsigned long last)
{
	struct mmhp_leaf leaf;

	if (mmhp_memmap_walk((unsigned long)__va(PFN_PHYS(pfn)), &leaf))
		return false;
	return leaf.pfn < first || leaf.pfn + leaf.nr_pages - 1 > last;
}

/**
 * mmhp_memmap_check_direct_map() - can these pages be unmapped by themselves
 * @pfn: first page of what will be mapped and unmapped as a whole
 * @nr_pages: how many
 * @why: the sentence for a failure
 *
 * An add that failed, here or in the kernel, leaves its direct mapping behind,
 * with leaves of up to 1 GiB. Whoever adds a part of such a leaf must not remove
 * it again: kernel_physical_mapping_remove() takes the leaf for a table.
 *
 * Context: device_hotplug_lock held.
 * Return: 0; -EEXIST if a leaf of the direct mapping reaches out of them.
 */
int mmhp_memmap_check_direct_map(unsigned long pfn, unsigned long nr_pages,
				 struct mmhp_reason *why)
{
	const unsigned long last = pfn + nr_pages - 1;

	if (mmhp_memmap_leaf_sticks_out(pfn, pfn, last) ||
	    mmhp_memmap_leaf_sticks_out(last, pfn, last))
		return mmhp_reason_set(why, -EEXIST,
			"an add that failed left a direct mapping that reaches out of 0x%llx-0x%llx; add all of it",
			(u64)PFN_PHYS(pfn), (u64)PFN_PHYS(last + 1) - 1);
	return 0;
}

static int mmhp_memmap_verify_block(const struct mmhp_block *block,
				    struct mmhp_reason *why)
{
	const unsigned long structs_per_page = PAGE_SIZE / sizeof(struct page);
	unsigned long done = 0;

	while (done < block->memmap_pages) {
		const unsigned long pfn = block->start_pfn + done * structs_per_page;
		unsigned long frame, left_pages;
		int ret = mmhp_memmap_frame(pfn, &frame, &left_pages);

		if (ret)
			return mmhp_reason_set(why, -EOPNOTSUPP,
				"pfn 0x%lx has no struct page", pfn);
		if (frame != block->memmap_pfn + done)
			return mmhp_reason_set(why, -EOPNOTSUPP,
				"the struct page of pfn 0x%lx lies in pfn 0x%lx instead of 0x%lx",
				pfn, frame, block->memmap_pfn + done);
		/* Of smaller leaves the kernel would free the pages one by one. */
		if (left_pages != PMD_SIZE >> PAGE_SHIFT)
			return mmhp_reason_set(why, -EOPNOTSUPP,
				"the struct page of pfn 0x%lx is not mapped by a PMD", pfn);
		done += left_pages;
	}
	return 0;
}

/**
 * mmhp_memmap_verify() - does the memmap lie where the plan says
 * @layout: the range
 * @why: the sentence for a failure
 *
 * Context: as mmhp_memmap_frame().
 * Return: 0; -EOPNOTSUPP if a struct page lies elsewhere.
 */
int mmhp_memmap_verify(const struct mmhp_layout *layout,
		       struct mmhp_reason *why)
{
	unsigned long i;

	if (mmhp_fault(why, __func__))
		return -EOPNOTSUPP;
	for (i = 0; i < mmhp_layout_nr_blocks(layout); i++) {
		struct mmhp_block block;
		int ret;

		mmhp_layout_block(layout, i, &block);
		ret = mmhp_memmap_verify_block(&block, why);
		if (ret)
			return ret;
	}
	return 0;
}

/**
 * mmhp_memmap_is_tagged() - does a page carry PG_vmemmap_self_hosted
 * @pfn: the page; its memmap exists
 *
 * Reads the bit itself: PageVmemmapSelfHosted() is a BUG with
 * CONFIG_DEBUG_VM_PGFLAGS on a memmap that is being poisoned, as offlining
 * the boundary block does. The flags are the first word of a struct page, also
 * where they are wrapped in a type of their own (7.x).
 *
 * Context: any; the memmap of @pfn must not go away.
 * Return: true if it does.
 */
bool mmhp_memmap_is_tagged(unsigned long pfn)
{
	const struct page *page = pfn_to_page(pfn);

	BUILD_BUG_ON(offsetof(struct page, flags) != 0);
	BUILD_BUG_ON(sizeof(page->flags) != sizeof(unsigned long));
	return test_bit(PG_vmemmap_self_hosted, (const unsigned long *)page);
}

/**
 * mmhp_memmap_count_tagged() - how many of these pages carry the tag
 * @pfn: first page
 * @nr_pages: how many
 *
 * Context: as mmhp_memmap_is_tagged(); the pages' memmap is initialised.
 * Return: their number.
 */
unsigned long mmhp_memmap_count_tagged(unsigned long pfn,
				       unsigned long nr_pages)
{
	const unsigned long end_pfn = pfn + nr_pages;
	unsigned long count = 0;

	for (; pfn < end_pfn; pfn++)
		count += mmhp_memmap_is_tagged(pfn);
	return count;
}
