// SPDX-License-Identifier: GPL-2.0-only
/*
 * What holds for the plan of every range: blocks cover it, host pages sum up,
 * memmap frames never overlap and lie inside host pages. Over many sizes and
 * starts, both layouts, small and large blocks, 128 MiB to 1 TiB.
 */
#include "unit.h"

#include "layout.h"

#define PAGE_BYTES		4096
#define STRUCT_PAGE_BYTES	64

struct span {
	unsigned long first, end;
};

static struct mmhp_layout plan(enum mmhp_layout_kind kind, u64 start, u64 size,
			       u64 block_bytes)
{
	const struct mmhp_geometry geometry = {
		block_bytes, PAGE_BYTES, STRUCT_PAGE_BYTES, 512
	};
	struct mmhp_reason why = { "" };
	struct mmhp_layout l;
	const int ret = mmhp_layout_init(&l, kind, start, size, &geometry, &why);

	expect(ret == 0, "kind %d, 0x%llx at 0x%llx: %d, %s", kind, size, start,
	       ret, why.text);
	return l;
}

/* Calls each() with plans of all kinds. */
static void for_each_plan(void (*each)(const struct mmhp_layout *l))
{
	static const u64 starts[] = { 0, 0x180000000, 16 * TIB, 0x3fff80000000 };
	static const u64 block_bytes[] = { 128 * MIB, 2 * GIB };
	size_t b, s;
	u64 blocks;

	for (b = 0; b < ARRAY_SIZE(block_bytes); b++)
		for (s = 0; s < ARRAY_SIZE(starts); s++)
			for (blocks = 1; blocks * block_bytes[b] <= TIB;
			     blocks += blocks < 70 ? 1 : blocks / 3 + 1) {
				const u64 size = blocks * block_bytes[b];
				struct mmhp_layout l;

				l = plan(MMHP_LAYOUT_RANGE, starts[s], size, block_bytes[b]);
				each(&l);
				l = plan(MMHP_LAYOUT_BLOCK, starts[s], size, block_bytes[b]);
				each(&l);
			}
}

static void describe(const struct mmhp_layout *l, unsigned long index)
{
	print_error("layout %d, %lu pages from pfn 0x%lx in blocks of %lu: block %lu\n",
		    l->kind, l->nr_pages, l->start_pfn, l->block_pages, index);
}

#define holds(l, index, condition) do {			\
	if (!(condition)) {				\
		describe(l, index);			\
		fail_msg("not so: %s", #condition);	\
	}						\
} while (0)

static void check_cover(const struct mmhp_layout *l)
{
	unsigned long i, pfn = l->start_pfn;

	for (i = 0; i < mmhp_layout_nr_blocks(l); i++) {
		struct mmhp_block b;

		mmhp_layout_block(l, i, &b);
		holds(l, i, b.start_pfn == pfn);
		holds(l, i, b.nr_pages == l->block_pages);
		holds(l, i, b.offset <= b.nr_pages);
		pfn += b.nr_pages;
	}
	holds(l, i, pfn == l->start_pfn + l->nr_pages);
}

/* Counted block by block, against what the whole range needs */
static void check_sums(const struct mmhp_layout *l)
{
	unsigned long i, offsets = 0, memmap = 0, hosts = 0, partly = 0;

	for (i = 0; i < mmhp_layout_nr_blocks(l); i++) {
		struct mmhp_block b;

		mmhp_layout_block(l, i, &b);
		offsets += b.offset;
		memmap += b.memmap_pages;
		hosts += mmhp_block_is_host(&b);
		partly += b.offset && !mmhp_block_is_host(&b);
	}
	holds(l, i, offsets == l->nr_pages / PAGE_BYTES * STRUCT_PAGE_BYTES);
	holds(l, i, memmap == offsets);
	holds(l, i, offsets == mmhp_layout_nr_pieces(l) * l->host_pages);
	holds(l, i, mmhp_layout_usable_blocks(l) == mmhp_layout_nr_blocks(l) - hosts);
	holds(l, i, partly == (mmhp_layout_boundary_offset(l) ?
			       mmhp_layout_nr_pieces(l) : 0));
}

/*
 * The frames of the blocks' memmaps, in order, are the host pages and nothing
 * else: so they neither overlap nor lie outside.
 */
static void check_frames(const struct mmhp_layout *l)
{
	unsigned long i, next = 0;

	for (i = 0; i < mmhp_layout_nr_blocks(l); i++) {
		const unsigned long piece = i * l->block_pages / l->piece_pages;
		const unsigned long head = mmhp_layout_piece_pfn(l, piece);
		struct mmhp_block b, home;

		mmhp_layout_block(l, i, &b);
		holds(l, i, head <= b.start_pfn);
		holds(l, i, b.start_pfn < head + l->piece_pages);
		if (b.start_pfn == head)
			next = head;
		holds(l, i, b.memmap_pfn == next);
		next += b.memmap_pages;
		holds(l, i, next <= head + l->host_pages);

		/* and the block they lie in says so itself */
		mmhp_layout_block(l, (b.memmap_pfn - l->start_pfn) / l->block_pages, &home);
		holds(l, i, b.memmap_pfn >= home.start_pfn);
		holds(l, i, b.memmap_pfn < home.start_pfn + home.offset);
	}
}

/* Host pages stand at the head of a piece, without a gap. */
static void check_order(const struct mmhp_layout *l)
{
	unsigned long i, left = 0;

	for (i = 0; i < mmhp_layout_nr_blocks(l); i++) {
		struct mmhp_block b;

		mmhp_layout_block(l, i, &b);
		if (i * l->block_pages % l->piece_pages == 0)
			left = l->host_pages;
		holds(l, i, b.offset == (left < b.nr_pages ? left : b.nr_pages));
		left -= b.offset;
	}
}

static void check_boundary(const struct mmhp_layout *l)
{
	const unsigned long index = mmhp_layout_host_blocks(l);
	struct mmhp_block b;

	mmhp_layout_block(l, index, &b);
	holds(l, index, mmhp_layout_boundary_pfn(l) == b.start_pfn);
	holds(l, index, mmhp_layout_boundary_offset(l) == b.offset);
	holds(l, index, !mmhp_block_is_host(&b));
	if (l->kind == MMHP_LAYOUT_BLOCK)
		holds(l, index, !mmhp_layout_has_boundary(l));
	else
		holds(l, index, mmhp_layout_has_boundary(l) ==
				(b.offset && index + 1 < mmhp_layout_nr_blocks(l)));
}

static bool meets_host_pages(const struct mmhp_layout *l, struct span s)
{
	unsigned long i = s.first < l->start_pfn ? 0 :
			  (s.first - l->start_pfn) / l->block_pages;

	for (; i < mmhp_layout_nr_blocks(l); i++) {
		struct mmhp_block b;

		mmhp_layout_block(l, i, &b);
		if (b.start_pfn >= s.end)
			break;
		if (b.start_pfn + b.offset > s.first && b.offset)
			return true;
	}
	return false;
}

/* Tries each place where a gigantic page could lie. */
static void check_gigantic(const struct mmhp_layout *l)
{
	const unsigned long pages = GIB / PAGE_BYTES;
	unsigned long count = 0;
	struct span s;

	for (s.first = (l->start_pfn + pages - 1) / pages * pages;
	     s.first + pages <= l->start_pfn + l->nr_pages; s.first += pages) {
		s.end = s.first + pages;
		count += !meets_host_pages(l, s);
	}
	holds(l, 0, mmhp_layout_gigantic(l, GIB) == count);
}

static void blocks_cover_the_range(void **state)
{
	(void)state;
	for_each_plan(check_cover);
}

static void host_pages_sum_up(void **state)
{
	(void)state;
	for_each_plan(check_sums);
}

static void memmap_frames_are_the_host_pages(void **state)
{
	(void)state;
	for_each_plan(check_frames);
}

static void host_pages_come_first(void **state)
{
	(void)state;
	for_each_plan(check_order);
}

static void boundary_block_is_the_first_usable(void **state)
{
	(void)state;
	for_each_plan(check_boundary);
}

static void gigantic_pages_are_those_that_fit(void **state)
{
	(void)state;
	for_each_plan(check_gigantic);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_cover_the_range),
		cmocka_unit_test(host_pages_sum_up),
		cmocka_unit_test(memmap_frames_are_the_host_pages),
		cmocka_unit_test(host_pages_come_first),
		cmocka_unit_test(boundary_block_is_the_first_usable),
		cmocka_unit_test(gigantic_pages_are_those_that_fit),
	};

	return cmocka_run_group_tests_name("layout properties", tests, NULL, NULL);
}
