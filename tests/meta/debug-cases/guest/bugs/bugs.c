// SPDX-License-Identifier: GPL-2.0-only
/* Has the bugs that a debug kernel has to notice, one at a time. */
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>

static char *what = "";
module_param(what, charp, 0);
MODULE_PARM_DESC(what, "use-after-free, free-page, leak or lock-order");

static DEFINE_MUTEX(bugs_a);
static DEFINE_MUTEX(bugs_b);

static void bugs_use_after_free(void)
{
	char *gone = kmalloc(128, GFP_KERNEL);

	if (!gone)
		return;
	kfree(gone);
	/* The compiler must not know. */
	OPTIMIZER_HIDE_VAR(gone);
	WRITE_ONCE(gone[64], 1);
}

/*
 * Past KASAN, which does not see what assembly writes; then that page is taken from the
 * allocator again, and others with it.
 */
static void bugs_free_page(void)
{
	struct page *pages = alloc_pages(GFP_KERNEL, 4);
	char *gone;

	if (!pages)
		return;
	gone = page_address(pages);
	__free_pages(pages, 4);
	asm volatile("movb $1, 64(%0)" : : "r" (gone) : "memory");
	pages = alloc_pages(GFP_KERNEL, 4);
	if (pages)
		__free_pages(pages, 4);
}

/*
 * Several, as a copy of the address may be left on a stack or in a register. Not in
 * the init section, of which no name is left when kmemleak speaks.
 */
static noinline void bugs_leak(void)
{
	int i;

	for (i = 0; i < 16; i++) {
		void *lost = kmalloc(128, GFP_KERNEL);

		OPTIMIZER_HIDE_VAR(lost);
	}
}

static void bugs_lock_order(void)
{
	mutex_lock(&bugs_a);
	mutex_lock(&bugs_b);
	mutex_unlock(&bugs_b);
	mutex_unlock(&bugs_a);

	mutex_lock(&bugs_b);
	mutex_lock(&bugs_a);
	mutex_unlock(&bugs_a);
	mutex_unlock(&bugs_b);
}

static int __init bugs_init(void)
{
	if (!strcmp(what, "use-after-free"))
		bugs_use_after_free();
	else if (!strcmp(what, "free-page"))
		bugs_free_page();
	else if (!strcmp(what, "leak"))
		bugs_leak();
	else if (!strcmp(what, "lock-order"))
		bugs_lock_order();
	return 0;
}
module_init(bugs_init);

static void __exit bugs_exit(void)
{
}
module_exit(bugs_exit);

MODULE_DESCRIPTION("Bugs for a debug kernel to notice");
MODULE_LICENSE("GPL");
