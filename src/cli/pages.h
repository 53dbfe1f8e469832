/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_PAGES_H
#define MMHP_CLI_PAGES_H

#include <stdbool.h>
#include <stdint.h>

#include "error.h"

/* Shown by /proc/kpageflags as well, but missing in <linux/kernel-page-flags.h> */
#define PAGES_KPF_RESERVED	32

/* What a page is, to one who wants it to go */
enum page_kind {
	PAGE_FREE,
	PAGE_ABSENT,
	PAGE_ANON,
	PAGE_FILE,
	PAGE_HUGETLB,
	PAGE_SLAB,
	PAGE_TABLE,
	PAGE_RESERVED,
	PAGE_BAD,
	PAGE_KERNEL,
	PAGE_KINDS
};

/* Can a page be moved away: always, unless somebody holds it, never */
enum page_moves { PAGE_MOVES, PAGE_MAY_MOVE, PAGE_STAYS };

/**
 * struct page_name - what is said of a kind of pages
 * @word: one word
 * @text: what they are
 * @moves: can they be moved
 */
struct page_name {
	const char *word;
	const char *text;
	enum page_moves moves;
};

extern const struct page_name page_names[PAGE_KINDS];

struct pages {
	int flags_fd;
	int count_fd;
};

int pages_open(struct pages *pages, const char *root, struct error *error);
int pages_read(const struct pages *pages, uint64_t pfn, uint64_t nr,
	       uint64_t *flags, uint64_t *mapped, struct error *error);
void pages_close(struct pages *pages);
enum page_kind page_kind(uint64_t flags);

#endif /* MMHP_CLI_PAGES_H */
