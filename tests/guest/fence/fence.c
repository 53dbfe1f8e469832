// SPDX-License-Identifier: GPL-2.0
/*
 * Claims all physical addresses that nobody claims, but for [start, start + size): whatever is
 * added elsewhere, where there may be no memory, is then refused.
 *
 * The tree of resources is read without its lock, which is not exported: load this while
 * nothing comes or goes.
 */
#include <linux/ioport.h>
#include <linux/module.h>

#define FENCE_MAX 64

static unsigned long long start;
module_param(start, ullong, 0444);
MODULE_PARM_DESC(start, "first byte to be left alone");

static unsigned long long size;
module_param(size, ullong, 0444);
MODULE_PARM_DESC(size, "bytes to be left alone");

static struct {
	u64 from, to;
} gaps[FENCE_MAX];
static unsigned int nr_gaps;

static void fence_note(u64 from, u64 to)
{
	if (from >= to || nr_gaps >= FENCE_MAX)
		return;
	gaps[nr_gaps].from = from;
	gaps[nr_gaps].to = to;
	nr_gaps++;
}

/* A gap, without what is to be left alone */
static void fence_note_around(u64 from, u64 to)
{
	fence_note(from, min(to, start));
	fence_note(max(from, start + size), to);
}

static void fence_find_gaps(void)
{
	const struct resource *res;
	u64 at = 0;

	for (res = iomem_resource.child; res; res = res->sibling) {
		fence_note_around(at, res->start);
		at = res->end + 1;
	}
	fence_note_around(at, iomem_resource.end);
}

static void fence_exit(void)
{
	while (nr_gaps--)
		release_mem_region(gaps[nr_gaps].from,
				   gaps[nr_gaps].to - gaps[nr_gaps].from);
}

static int __init fence_init(void)
{
	unsigned int i;

	fence_find_gaps();
	if (nr_gaps == FENCE_MAX)
		return -E2BIG;
	for (i = 0; i < nr_gaps; i++) {
		if (request_mem_region(gaps[i].from, gaps[i].to - gaps[i].from, "fence"))
			continue;
		nr_gaps = i;
		fence_exit();
		return -EBUSY;
	}
	return 0;
}

module_init(fence_init);
module_exit(fence_exit);
MODULE_DESCRIPTION("Claim what nobody claims");
MODULE_LICENSE("GPL");
