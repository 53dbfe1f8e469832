// SPDX-License-Identifier: GPL-2.0
/*
 * A kernel page inside a range, which nothing can move: allocates pages until one lies in
 * [first, first + pages) and holds that one until the module is unloaded.
 */
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>

static unsigned long first;
module_param(first, ulong, 0444);
MODULE_PARM_DESC(first, "first pfn of the range");

static unsigned long pages;
module_param(pages, ulong, 0444);
MODULE_PARM_DESC(pages, "pages of the range");

static unsigned long pfn;
module_param(pfn, ulong, 0444);
MODULE_PARM_DESC(pfn, "the page that is held (for reading)");

static struct page *held;

static int __init pin_init(void)
{
	struct page *page, *next;
	LIST_HEAD(others);

	while (!held) {
		page = alloc_page(GFP_KERNEL | __GFP_NORETRY | __GFP_NOWARN);
		if (!page)
			break;
		pfn = page_to_pfn(page);
		if (pfn >= first && pfn - first < pages)
			held = page;
		else
			list_add(&page->lru, &others);
	}
	list_for_each_entry_safe(page, next, &others, lru) {
		list_del(&page->lru);
		__free_page(page);
	}
	return held ? 0 : -ENOMEM;
}

static void __exit pin_exit(void)
{
	__free_page(held);
}

module_init(pin_init);
module_exit(pin_exit);
MODULE_DESCRIPTION("Hold a kernel page of a given range");
MODULE_LICENSE("GPL");
