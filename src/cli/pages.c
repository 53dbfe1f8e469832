// SPDX-License-Identifier: GPL-2.0
/*
 * What pages are: /proc/kpageflags and /proc/kpagecount.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include <linux/kernel-page-flags.h>

#include "file.h"
#include "pages.h"

const struct page_name page_names[PAGE_KINDS] = {
	[PAGE_FREE] = { "free", "free", PAGE_MOVES },
	[PAGE_ABSENT] = { "absent", "offline, or no memory", PAGE_MOVES },
	[PAGE_ANON] = { "anon", "memory of programs", PAGE_MAY_MOVE },
	[PAGE_FILE] = { "file", "page cache", PAGE_MAY_MOVE },
	[PAGE_HUGETLB] = { "hugetlb", "HugeTLB", PAGE_MAY_MOVE },
	[PAGE_SLAB] = { "slab", "kernel objects (slab)", PAGE_STAYS },
	[PAGE_TABLE] = { "pgtable", "page tables of programs", PAGE_STAYS },
	[PAGE_RESERVED] = { "reserved", "reserved by the kernel", PAGE_STAYS },
	[PAGE_BAD] = { "bad", "bad memory", PAGE_MAY_MOVE },
	[PAGE_KERNEL] = { "kernel",
		"the kernel's own, or free and kept by a CPU for itself", PAGE_STAYS },
};

static bool page_has(uint64_t flags, unsigned int bit)
{
	return flags >> bit & 1;
}

/* In the order of what tells most; one flag decides. */
enum page_kind page_kind(uint64_t flags)
{
	if (page_has(flags, KPF_HWPOISON))
		return PAGE_BAD;
	if (page_has(flags, KPF_NOPAGE) || page_has(flags, KPF_OFFLINE))
		return PAGE_ABSENT;
	if (page_has(flags, KPF_BUDDY))
		return PAGE_FREE;
	if (page_has(flags, PAGES_KPF_RESERVED))
		return PAGE_RESERVED;
	if (page_has(flags, KPF_SLAB))
		return PAGE_SLAB;
	if (page_has(flags, KPF_PGTABLE))
		return PAGE_TABLE;
	if (page_has(flags, KPF_HUGE))
		return PAGE_HUGETLB;
	if (page_has(flags, KPF_ANON))
		return PAGE_ANON;
	if (page_has(flags, KPF_LRU) || page_has(flags, KPF_MMAP))
		return PAGE_FILE;
	return PAGE_KERNEL;
}

static int pages_open_one(const char *root, const char *name,
			  struct error *error)
{
	char path[PATH_MAX];
	int fd = file_path(path, root, "%s", name);

	if (!fd) {
		fd = open(path, O_RDONLY | O_CLOEXEC);
		if (fd < 0)
			fd = -errno;
	}
	if (fd == -EPERM || fd == -EACCES)
		return error_unable(error, fd, "%s is for root only", name);
	if (fd < 0)
		return error_unable(error, fd,
			"%s cannot be read; the kernel needs CONFIG_PROC_PAGE_MONITOR",
			name);
	return fd;
}

int pages_open(struct pages *pages, const char *root, struct error *error)
{
	pages->flags_fd = pages_open_one(root, "/proc/kpageflags", error);
	if (pages->flags_fd < 0)
		return pages->flags_fd;
	pages->count_fd = pages_open_one(root, "/proc/kpagecount", error);
	if (pages->count_fd >= 0)
		return 0;
	close(pages->flags_fd);
	return pages->count_fd;
}

static int pages_read_one(int fd, uint64_t pfn, uint64_t nr, uint64_t *to)
{
	size_t done = 0, len = nr * sizeof(*to);
	ssize_t n;

	while (done < len) {
		n = pread(fd, (char *)to + done, len - done,
			  pfn * sizeof(*to) + done);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		if (!n)
			break;
		done += n;
	}
	memset((char *)to + done, 0, len - done);
	/* Behind the last page that the kernel knows there is none. */
	return done || !nr ? 0 : -ENXIO;
}

/* The flags of pages, and how often each is mapped */
int pages_read(const struct pages *pages, uint64_t pfn, uint64_t nr,
	       uint64_t *flags, uint64_t *mapped, struct error *error)
{
	int ret = pages_read_one(pages->flags_fd, pfn, nr, flags);

	if (!ret)
		ret = pages_read_one(pages->count_fd, pfn, nr, mapped);
	return ret ? error_set(error, ret,
			       "the kernel tells nothing of the pages from 0x%" PRIx64 " on",
			       pfn) : 0;
}

void pages_close(struct pages *pages)
{
	close(pages->flags_fd);
	close(pages->count_fd);
}
