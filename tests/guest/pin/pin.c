// SPDX-License-Identifier: GPL-2.0
/*
 * Kernel memory inside a range, which nothing can move: allocates pages until some lie in
 * [first, first + pages) and holds these until the module is unloaded.
 *
 * They are asked for as movable ones, although they are not: so the pageblock keeps its type, and
 * the kernel does not put other memory of its own there afterwards.
 */
#include <linux/gfp.h>
#include <linux/list.h>
#include <linux/mm.h>
#include <linux/module.h>

#define PIN_ORDER 9
#define PIN_GFP (GFP_KERNEL | __GFP_MOVABLE | __GFP_NORETRY | __GFP_NOWARN)

static unsigned long first;
module_param(first, ulong, 0444);
MODULE_PARM_DESC(first, "first pfn of the range");

static unsigned long pages;
module_param(pages, ulong, 0444);
MODULE_PARM_DESC(pages, "pages of the range");

static unsigned long pfn;
module_param(pfn, ulong, 0444);
MODULE_PARM_DESC(pfn, "the first page that is held (for reading)");

static struct page *held;

static int __init pin_init(void)
{
	struct page *page, *next;
	LIST_HEAD(others);

	while (!held) {
		page = alloc_pages(PIN_GFP, PIN_ORDER);
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
		__free_pages(page, PIN_ORDER);
	}
	return held ? 0 : -ENOMEM;
}

static void __exit pin_exit(void)
{
	__free_pages(held, PIN_ORDER);
}

module_init(pin_init);
module_exit(pin_exit);
MODULE_DESCRIPTION("Hold kernel pages of a given range");
MODULE_LICENSE("GPL");
