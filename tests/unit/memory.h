/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Simulated memory for code that tests memory: cells behind a bus, and a cache in front of it. What
 * is wrong with the memory is wrong on the bus, so that only what was flushed meets it.
 */
#ifndef _MMHP_UNIT_MEMORY_H
#define _MMHP_UNIT_MEMORY_H

#include <linux/types.h>

/**
 * enum memory_fault_kind - what can be wrong with memory
 * @MEMORY_SOUND: nothing is
 * @MEMORY_HOLE: reads give all ones, writes vanish
 * @MEMORY_ROM: writes vanish
 * @MEMORY_STUCK: the bits of @mask read as in @value
 * @MEMORY_ALIAS: the address lines of @mask are not decoded
 * @MEMORY_USED: not the range answers, but RAM in use, at the address without the lines of @mask
 * @MEMORY_FLIPPED: the same, at the address with the lines of @mask inverted
 * @MEMORY_POISON: a read raises a machine check
 */
enum memory_fault_kind {
	MEMORY_SOUND,
	MEMORY_HOLE,
	MEMORY_ROM,
	MEMORY_STUCK,
	MEMORY_ALIAS,
	MEMORY_USED,
	MEMORY_FLIPPED,
	MEMORY_POISON,
};

/* Between two offsets in bytes from the start of the range; @to 0 is its end */
struct memory_fault {
	enum memory_fault_kind kind;
	u64 from, to;
	u64 mask, value;
};

/**
 * struct memory - a range, and what happens to those who test it
 * @start: physical address
 * @size: bytes
 * @warm: the cache holds all of it from before
 * @page_phys: where the page of RAM in use is
 * @fault: what is wrong with the range
 * @signal_at: there is a signal from this look on; 0: never
 * @fail_at: this allocation fails; 0: none
 * @mapped: it is
 * @looks: for signals, until now
 * @allocations: until now, mappings included
 * @live: allocations and mappings that were not given back
 * @writes: words of the range that were written
 * @changed: words of the range that hold something else than at the start
 * @pending: words that were written, but not yet flushed
 */
struct memory {
	u64 start, size;
	bool warm;
	u64 page_phys;
	struct memory_fault fault;
	unsigned int signal_at, fail_at;

	bool mapped;
	unsigned int looks, allocations, live;
	unsigned long writes, changed, pending;

	u64 *cells, *cache, *seen;
	u8 *flags;
	u64 *page, page_cells[512];
};

/* The one that the shims use */
extern struct memory *memory;

void memory_setup(struct memory *m, u64 start, u64 size);
void memory_teardown(struct memory *m);
/* Forget what happened, as after another boot */
void memory_again(struct memory *m);

/* For the shims */
void *memory_map(u64 start, u64 size);
void memory_unmap(void *map);
void memory_load(const volatile void *addr, size_t bytes);
void memory_store(const volatile void *addr);
void memory_flush(void *addr, unsigned int bytes);
unsigned long memory_copy(void *to, const void *from, unsigned int bytes);
void *memory_page(void);
void memory_free_page(void *page);
u64 memory_page_phys(const volatile void *addr);
void *memory_alloc(size_t bytes);
void memory_free(void *addr);
bool memory_signal(void);
u64 memory_random(void);

#endif /* _MMHP_UNIT_MEMORY_H */
