// SPDX-License-Identifier: GPL-2.0-only
/* Simulated memory: see memory.h */
#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "memory.h"

#define MEMORY_VALID	1
#define MEMORY_DIRTY	2
#define MEMORY_PAGE	4096

struct memory *memory;

/* --- the bus ------------------------------------------------------------------------------- */

static bool hits(const struct memory *m, enum memory_fault_kind kind, u64 offset)
{
	const struct memory_fault *f = &m->fault;

	return f->kind == kind && offset >= f->from && offset < (f->to ? f->to : m->size);
}

/* Cells that were never written hold this, so that a large range takes no memory. */
static u64 filling(u64 offset)
{
	return (offset + 0x5851f42d) * 0x2545f4914f6cdd1dULL;
}

static u64 decode(const struct memory *m, u64 offset)
{
	return hits(m, MEMORY_ALIAS, offset) ? offset & ~m->fault.mask : offset;
}

/* The word of the page in use that answers instead, or NULL */
static u64 *used(struct memory *m, u64 offset)
{
	u64 phys = m->start + offset;

	if (hits(m, MEMORY_USED, offset))
		phys &= ~m->fault.mask;
	else if (hits(m, MEMORY_FLIPPED, offset))
		phys ^= m->fault.mask;
	else
		return NULL;
	phys -= m->page_phys;
	return phys < MEMORY_PAGE ? &m->page_cells[phys / sizeof(u64)] : NULL;
}

static u64 bus_read(struct memory *m, u64 offset)
{
	const u64 *word = used(m, offset), at = decode(m, offset);
	u64 value = m->cells[at / sizeof(u64)] ^ filling(at);

	if (hits(m, MEMORY_HOLE, offset))
		return ~0ULL;
	if (hits(m, MEMORY_STUCK, offset))
		value = (value & ~m->fault.mask) | (m->fault.value & m->fault.mask);
	return word ? *word : value;
}

static void bus_write(struct memory *m, u64 offset, u64 value)
{
	u64 *word = used(m, offset), *cell = &m->cells[decode(m, offset) / sizeof(u64)];

	m->writes++;
	if (hits(m, MEMORY_HOLE, offset) || hits(m, MEMORY_ROM, offset))
		return;
	if (word) {
		*word = value;
		return;
	}
	value ^= filling(decode(m, offset));
	if (hits(m, MEMORY_STUCK, offset))
		value &= ~m->fault.mask;
	m->changed += !!value - !!*cell;
	*cell = value;
}

/* --- the cache ------------------------------------------------------------------------------ */

static bool is_mapped(const volatile void *addr, u64 *offset)
{
	*offset = (uintptr_t)addr - (uintptr_t)memory->cache;
	return memory->mapped && *offset < memory->size;
}

static void fill(struct memory *m, u64 offset)
{
	const u64 i = offset / sizeof(u64);

	if (m->flags[i] & MEMORY_VALID)
		return;
	m->cache[i] = m->seen[i] = bus_read(m, offset);
	m->flags[i] |= MEMORY_VALID;
}

void memory_load(const volatile void *addr, size_t bytes)
{
	u64 offset, end;

	if (!is_mapped(addr, &offset))
		return;
	for (end = offset + bytes; offset < end; offset += sizeof(u64))
		fill(memory, offset);
}

void memory_store(const volatile void *addr)
{
	u64 offset, i;

	if (!is_mapped(addr, &offset))
		return;
	i = offset / sizeof(u64);
	memory->pending += !(memory->flags[i] & MEMORY_DIRTY);
	memory->flags[i] |= MEMORY_VALID | MEMORY_DIRTY;
}

/* Also what memcpy() wrote, which nobody told us of */
static void flush_word(struct memory *m, u64 offset)
{
	const u64 i = offset / sizeof(u64);
	const bool dirty = m->flags[i] & MEMORY_DIRTY;

	m->pending -= dirty;
	if (dirty || m->cache[i] != m->seen[i])
		bus_write(m, offset, m->cache[i]);
	m->seen[i] = m->cache[i];
	m->flags[i] = 0;
}

void memory_flush(void *addr, unsigned int bytes)
{
	u64 offset, end;

	if (is_mapped(addr, &offset)) {
		expect(bytes <= memory->size - offset, "flushed beyond the range at %llx", offset);
		for (end = offset + bytes; offset < end; offset += sizeof(u64))
			flush_word(memory, offset);
		return;
	}
	expect(addr >= (void *)memory->page && addr < (void *)(memory->page + 512),
	       "flushed %p, which is neither of the range nor of the page", addr);
	memcpy(memory->page_cells, memory->page, MEMORY_PAGE);
}

unsigned long memory_copy(void *to, const void *from, unsigned int bytes)
{
	u64 offset;
	unsigned int i;

	expect(is_mapped(from, &offset) && bytes <= memory->size - offset, "copied from elsewhere");
	for (i = 0; i < bytes; i += sizeof(u64)) {
		if (hits(memory, MEMORY_POISON, offset + i))
			return bytes - i;
		fill(memory, offset + i);
		memcpy((char *)to + i, (const char *)from + i, sizeof(u64));
	}
	return 0;
}

/* --- what else the kernel has ----------------------------------------------------------------- */

static bool may_allocate(void)
{
	if (++memory->allocations == memory->fail_at)
		return false;
	memory->live++;
	return true;
}

void *memory_alloc(size_t bytes)
{
	return may_allocate() ? malloc(bytes) : NULL;
}

void memory_free(void *addr)
{
	memory->live -= !!addr;
	free(addr);
}

void *memory_page(void)
{
	return memory->page = may_allocate() ? calloc(1, MEMORY_PAGE) : NULL;
}

void memory_free_page(void *page)
{
	expect(page == memory->page, "freed another page");
	memory_free(page);
	memory->page = NULL;
}

u64 memory_page_phys(const volatile void *addr)
{
	return memory->page_phys + ((uintptr_t)addr - (uintptr_t)memory->page);
}

void *memory_map(u64 start, u64 size)
{
	u64 offset;

	expect(start == memory->start && size == memory->size, "mapped 0x%llx, 0x%llx", start, size);
	if (!may_allocate())
		return NULL;
	memory->mapped = true;
	for (offset = 0; memory->warm && offset < size; offset += sizeof(u64))
		fill(memory, offset);
	return memory->cache;
}

void memory_unmap(void *map)
{
	expect(memory->mapped && map == memory->cache, "unmapped %p", map);
	memory->mapped = false;
	memory->live--;
}

bool memory_signal(void)
{
	return ++memory->looks >= memory->signal_at && memory->signal_at;
}

u64 memory_random(void)
{
	static u64 last = 0x9e6c63d0876a3f1dULL;

	last = last * 6364136223846793005ULL + 1442695040888963407ULL;
	return last ^ last >> 29;
}

static void *reserve(u64 bytes)
{
	void *addr = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	expect(addr != MAP_FAILED, "no %llu bytes of address space", bytes);
	return addr;
}

void memory_setup(struct memory *m, u64 start, u64 size)
{
	*m = (struct memory){ .start = start, .size = size };
	m->cells = reserve(size);
	m->cache = reserve(size);
	m->seen = reserve(size);
	m->flags = reserve(size / sizeof(u64));
	memory = m;
}

void memory_teardown(struct memory *m)
{
	munmap(m->cells, m->size);
	munmap(m->cache, m->size);
	munmap(m->seen, m->size);
	munmap(m->flags, m->size / sizeof(u64));
}

void memory_again(struct memory *m)
{
	m->looks = m->allocations = m->writes = 0;
	madvise(m->cells, m->size, MADV_DONTNEED);
	madvise(m->cache, m->size, MADV_DONTNEED);
	madvise(m->seen, m->size, MADV_DONTNEED);
	madvise(m->flags, m->size / sizeof(u64), MADV_DONTNEED);
	m->changed = m->pending = 0;
}
