// SPDX-License-Identifier: GPL-2.0
/*
 * What the kernel does by itself, to compare with, and a second opinion on where a memmap lies.
 * Files in /sys/kernel/debug/peer:
 *
 *   add     NODE START SIZE CHUNK SELF_HOSTED   add_memory_driver_managed(), CHUNK bytes at a time,
 *                                               with MHP_MEMMAP_ON_MEMORY if SELF_HOSTED is 1
 *   remove  START SIZE CHUNK                    offline_and_remove_memory(), CHUNK bytes at a time
 *   frames  PFN PAGES PERIOD                    look at the memmap of PAGES pages from PFN on, which
 *                                               should begin anew each PERIOD pages, at the first
 *                                               of them; reading says how many of its frames lie
 *                                               elsewhere ("wrong N"), and how many of those that
 *                                               should hold it are tagged ("tagged N")
 *   hugetlb PFN PAGES                           look at the memmap of the HugeTLB pages among PAGES
 *                                               pages from PFN on; reading says of how many each
 *                                               frame holds another part of it ("whole N"), of how
 *                                               many one frame holds all parts but the first, as
 *                                               the optimisation leaves it ("optimised N"), and how
 *                                               many are neither ("torn N")
 *   memtype set|clear NODE                      what dax/kmem does with a node's memory type when a
 *                                               device comes or goes
 *   balloon 1|0                                 from now on what goes online is not for the page
 *                                               allocator, as with the balloons of Hyper-V and Xen
 *
 * Loading it also stocks the free lists from which the kernel takes unmovable and reclaimable
 * pages: memory that is added as kernel memory afterwards stays free of them for a while, and so
 * can be taken away again. A page of each 2 MiB is kept, so that HugeTLB can't take the stock.
 */
#include <linux/debugfs.h>
#include <linux/memory-tiers.h>
#include <linux/memory_hotplug.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>
#include <linux/version.h>
#include <asm/pgtable.h>

#define PEER_LINE 128
#define PEER_STOCK_PAGES (32UL << (20 - PAGE_SHIFT))
#define PEER_HUGE_PAGES (PMD_SIZE >> PAGE_SHIFT)
#define PEER_ADISTANCE 2000
#define PEER_STRUCTS (PAGE_SIZE / sizeof(struct page))

static struct dentry *peer_dir;
static unsigned long peer_wrong, peer_tagged;
static unsigned long peer_whole, peer_optimised, peer_torn;
static LIST_HEAD(peer_kept);

static int peer_line(char *line, const char __user *from, size_t count)
{
	if (count >= PEER_LINE)
		return -EINVAL;
	if (copy_from_user(line, from, count))
		return -EFAULT;
	line[count] = '\0';
	return 0;
}

static ssize_t peer_add_write(struct file *file, const char __user *from,
			      size_t count, loff_t *pos)
{
	u64 start, size, chunk, done;
	int node, self_hosted, ret;
	char line[PEER_LINE];

	ret = peer_line(line, from, count);
	if (ret)
		return ret;
	if (sscanf(line, "%d %lli %lli %lli %d", &node, &start, &size, &chunk,
		   &self_hosted) != 5)
		return -EINVAL;
	for (done = 0; done < size; done += chunk) {
		ret = add_memory_driver_managed(
			node, start + done, chunk, "System RAM (peer)",
			self_hosted ? MHP_MEMMAP_ON_MEMORY : MHP_NONE);
		if (ret)
			return ret;
	}
	return count;
}

static ssize_t peer_remove_write(struct file *file, const char __user *from,
				 size_t count, loff_t *pos)
{
	u64 start, size, chunk, done;
	char line[PEER_LINE];
	int ret;

	ret = peer_line(line, from, count);
	if (ret)
		return ret;
	if (sscanf(line, "%lli %lli %lli", &start, &size, &chunk) != 3)
		return -EINVAL;
	for (done = 0; done < size; done += chunk) {
		ret = offline_and_remove_memory(start + done, chunk);
		if (ret)
			return ret;
	}
	return count;
}

/* The frame that holds the struct page of @pfn, by the kernel's page tables; 0 if there is none. */
static unsigned long peer_frame(unsigned long pfn)
{
	unsigned long addr = (unsigned long)pfn_to_page(pfn);
	unsigned int level;
	pte_t *pte = lookup_address(addr, &level);

	if (!pte)
		return 0;
	if (level == PG_LEVEL_2M)
		return pmd_pfn(*(pmd_t *)pte) +
		       ((addr & ~PMD_MASK) >> PAGE_SHIFT);
	return level == PG_LEVEL_4K ? pte_pfn(*pte) : 0;
}

static ssize_t peer_frames_write(struct file *file, const char __user *from,
				 size_t count, loff_t *pos)
{
	unsigned long pfn, end, pages, period, i;
	char line[PEER_LINE];
	int ret;

	ret = peer_line(line, from, count);
	if (ret)
		return ret;
	if (sscanf(line, "%li %li %li", &pfn, &pages, &period) != 3 || !period)
		return -EINVAL;
	peer_wrong = 0;
	peer_tagged = 0;
	for (end = pfn + pages; pfn < end; pfn += period) {
		for (i = 0; i < period / PEER_STRUCTS; i++) {
			if (peer_frame(pfn + i * PEER_STRUCTS) != pfn + i)
				peer_wrong++;
			/* Not PageVmemmapSelfHosted(): with DEBUG_VM_PGFLAGS a BUG while it is poisoned. */
			if (test_bit(PG_vmemmap_self_hosted,
				     (const unsigned long *)pfn_to_page(pfn + i)))
				peer_tagged++;
		}
	}
	return count;
}

static int peer_frames_show(struct seq_file *m, void *unused)
{
	seq_printf(m, "wrong %lu\ntagged %lu\n", peer_wrong, peer_tagged);
	return 0;
}

static int peer_frames_open(struct inode *inode, struct file *file)
{
	return single_open(file, peer_frames_show, NULL);
}

/*
 * Optimised, the parts behind the first share a frame: with the first one before 7.x, with those of
 * other HugeTLB pages since.
 */
static void peer_hugetlb_page(unsigned long pfn, unsigned long nr_pages)
{
	const unsigned long parts = nr_pages / PEER_STRUCTS;
	unsigned long last = 0, shared = 0, i;

	for (i = 1; i < parts; i++) {
		unsigned long frame = peer_frame(pfn + i * PEER_STRUCTS);

		if (frame == last)
			shared++;
		last = frame;
	}
	if (!shared && peer_frame(pfn) != peer_frame(pfn + PEER_STRUCTS))
		peer_whole++;
	else if (shared == parts - 2)
		peer_optimised++;
	else
		peer_torn++;
}

static ssize_t peer_hugetlb_write(struct file *file, const char __user *from,
				  size_t count, loff_t *pos)
{
	unsigned long pfn, end, pages, step;
	char line[PEER_LINE];
	int ret;

	ret = peer_line(line, from, count);
	if (ret)
		return ret;
	if (sscanf(line, "%li %li", &pfn, &pages) != 2)
		return -EINVAL;
	peer_whole = 0;
	peer_optimised = 0;
	peer_torn = 0;
	for (end = pfn + pages; pfn < end; pfn += step) {
		struct page *page = pfn_to_online_page(pfn);

		step = PEER_HUGE_PAGES;
		if (!page || !PageHead(page) || !PageHuge(page))
			continue;
		step = compound_nr(page);
		peer_hugetlb_page(pfn, step);
	}
	return count;
}

static int peer_hugetlb_show(struct seq_file *m, void *unused)
{
	seq_printf(m, "whole %lu\noptimised %lu\ntorn %lu\n", peer_whole,
		   peer_optimised, peer_torn);
	return 0;
}

static int peer_hugetlb_open(struct inode *inode, struct file *file)
{
	return single_open(file, peer_hugetlb_show, NULL);
}

/* Stays for ever, as dax/kmem's does until that is unloaded. */
static struct memory_dev_type *peer_memtype;

static ssize_t peer_memtype_write(struct file *file, const char __user *from,
				  size_t count, loff_t *pos)
{
	char line[PEER_LINE], word[8];
	int node, ret;

	ret = peer_line(line, from, count);
	if (ret)
		return ret;
	if (sscanf(line, "%7s %d", word, &node) != 2)
		return -EINVAL;
	if (!peer_memtype) {
		peer_memtype = alloc_memory_type(PEER_ADISTANCE);
		if (IS_ERR_OR_NULL(peer_memtype)) {
			peer_memtype = NULL;
			return -ENOMEM;
		}
		/* Before v6.7, to clear what is not set puts it. */
		kref_get(&peer_memtype->kref);
	}
	if (!strcmp(word, "set"))
		init_node_memory_type(node, peer_memtype);
	else
		clear_node_memory_type(node, LINUX_VERSION_CODE < KERNEL_VERSION(6, 7, 0) ?
					     peer_memtype : NULL);
	return count;
}

static bool peer_ballooned;

/* Takes the page, and never gives it back. */
static void peer_online_page(struct page *page, unsigned int order)
{
}

static int peer_balloon(bool on)
{
	int ret = 0;

	if (on != peer_ballooned)
		ret = on ? set_online_page_callback(peer_online_page) :
			   restore_online_page_callback(peer_online_page);
	if (!ret)
		peer_ballooned = on;
	return ret;
}

static ssize_t peer_balloon_write(struct file *file, const char __user *from,
				  size_t count, loff_t *pos)
{
	bool on;
	int ret;

	ret = kstrtobool_from_user(from, count, &on) ?: peer_balloon(on);
	return ret ?: count;
}

static const struct file_operations peer_add_fops = {
	.owner = THIS_MODULE,
	.write = peer_add_write,
};

static const struct file_operations peer_remove_fops = {
	.owner = THIS_MODULE,
	.write = peer_remove_write,
};

static const struct file_operations peer_frames_fops = {
	.owner = THIS_MODULE,
	.open = peer_frames_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = single_release,
	.write = peer_frames_write,
};

static const struct file_operations peer_hugetlb_fops = {
	.owner = THIS_MODULE,
	.open = peer_hugetlb_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = single_release,
	.write = peer_hugetlb_write,
};

static const struct file_operations peer_memtype_fops = {
	.owner = THIS_MODULE,
	.write = peer_memtype_write,
};

static const struct file_operations peer_balloon_fops = {
	.owner = THIS_MODULE,
	.write = peer_balloon_write,
};

static void peer_free(struct list_head *pages)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, pages, lru) {
		list_del(&page->lru);
		__free_page(page);
	}
}

static void __init peer_stock(gfp_t gfp)
{
	struct page *page, *next;
	LIST_HEAD(stock);
	unsigned long n;

	for (n = 0; n < PEER_STOCK_PAGES; n++) {
		page = alloc_page(gfp);
		if (!page)
			break;
		list_add(&page->lru, &stock);
	}
	list_for_each_entry_safe(page, next, &stock, lru)
		if (page_to_pfn(page) % PEER_HUGE_PAGES == 0)
			list_move(&page->lru, &peer_kept);
	peer_free(&stock);
}

static int __init peer_init(void)
{
	peer_stock(GFP_KERNEL);
	peer_stock(GFP_KERNEL | __GFP_RECLAIMABLE);
	peer_dir = debugfs_create_dir("peer", NULL);
	debugfs_create_file("add", 0200, peer_dir, NULL, &peer_add_fops);
	debugfs_create_file("remove", 0200, peer_dir, NULL, &peer_remove_fops);
	debugfs_create_file("frames", 0600, peer_dir, NULL, &peer_frames_fops);
	debugfs_create_file("hugetlb", 0600, peer_dir, NULL, &peer_hugetlb_fops);
	debugfs_create_file("memtype", 0200, peer_dir, NULL, &peer_memtype_fops);
	debugfs_create_file("balloon", 0200, peer_dir, NULL, &peer_balloon_fops);
	return 0;
}

static void __exit peer_exit(void)
{
	debugfs_remove_recursive(peer_dir);
	peer_balloon(false);
	peer_free(&peer_kept);
}

module_init(peer_init);
module_exit(peer_exit);
MODULE_DESCRIPTION("The kernel's own memory hotplug, and where memmaps lie");
MODULE_LICENSE("GPL");
