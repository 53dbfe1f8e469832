// SPDX-License-Identifier: GPL-2.0-only
/* Where the memmap of a range lies: known ranges, refusals, edges */
#include "unit.h"

#include <errno.h>
#include <string.h>

#include "layout.h"

/* x86: 4 KiB pages, 64 bytes of struct page, host pages by 2 MiB */
#define GEOMETRY(block)	{ (block), 4096, 64, 512 }

static const struct mmhp_geometry small_blocks = GEOMETRY(128 * MIB);
static const struct mmhp_geometry large_blocks = GEOMETRY(2 * GIB);

struct known {
	const char *what;
	const struct mmhp_geometry *geometry;
	enum mmhp_layout_kind kind;
	u64 start, size;
	unsigned long blocks, pieces, host_pages, host_blocks, boundary_offset;
	unsigned long usable_blocks, gigantic;
	bool has_boundary;
};

/* host_pages, host_blocks and boundary_offset are those of one piece. */
static const struct known known[] = {
	{ "one small block", &small_blocks, MMHP_LAYOUT_RANGE,
	  0x140000000, 128 * MIB, 1, 1, 512, 0, 512, 1, 0, false },
	{ "one small block by block", &small_blocks, MMHP_LAYOUT_BLOCK,
	  0x140000000, 128 * MIB, 1, 1, 512, 0, 512, 1, 0, false },
	{ "two small blocks", &small_blocks, MMHP_LAYOUT_RANGE,
	  0x140000000, 256 * MIB, 2, 1, 1024, 0, 1024, 2, 0, true },
	{ "two small blocks by block", &small_blocks, MMHP_LAYOUT_BLOCK,
	  0x140000000, 256 * MIB, 2, 2, 512, 0, 512, 2, 0, false },
	{ "1 GiB", &small_blocks, MMHP_LAYOUT_RANGE,
	  0x140000000, GIB, 8, 1, 4096, 0, 4096, 8, 0, true },
	{ "8 GiB: the memmap is a whole block", &small_blocks, MMHP_LAYOUT_RANGE,
	  0x140000000, 8 * GIB, 64, 1, 32768, 1, 0, 63, 7, false },
	{ "8 GiB and a block: just past it", &small_blocks, MMHP_LAYOUT_RANGE,
	  0x140000000, 8 * GIB + 128 * MIB, 65, 1, 33280, 1, 512, 64, 7, true },
	{ "8 GiB less a block: just before it", &small_blocks, MMHP_LAYOUT_RANGE,
	  0x140000000, 8 * GIB - 128 * MIB, 63, 1, 32256, 0, 32256, 63, 6, true },
	{ "20 GiB", &small_blocks, MMHP_LAYOUT_RANGE,
	  0x140000000, 20 * GIB, 160, 1, 81920, 2, 16384, 158, 19, true },
	{ "20 GiB by block", &small_blocks, MMHP_LAYOUT_BLOCK,
	  0x140000000, 20 * GIB, 160, 160, 512, 0, 512, 160, 0, false },
	{ "20 GiB between gigantic pages", &small_blocks, MMHP_LAYOUT_RANGE,
	  0x148000000, 20 * GIB, 160, 1, 81920, 2, 16384, 158, 19, true },
	{ "64 GiB: the memmap is a gigantic page", &small_blocks, MMHP_LAYOUT_RANGE,
	  0x140000000, 64 * GIB, 512, 1, 262144, 8, 0, 504, 63, false },
	{ "64 GiB between gigantic pages", &small_blocks, MMHP_LAYOUT_RANGE,
	  0x148000000, 64 * GIB, 512, 1, 262144, 8, 0, 504, 62, false },
	{ "1 TiB", &small_blocks, MMHP_LAYOUT_RANGE,
	  TIB, TIB, 8192, 1, 4194304, 128, 0, 8064, 1008, false },
	{ "1 TiB by block", &small_blocks, MMHP_LAYOUT_BLOCK,
	  TIB, TIB, 8192, 8192, 512, 0, 512, 8192, 0, false },
	{ "1 TiB above 16 TiB", &small_blocks, MMHP_LAYOUT_RANGE,
	  16 * TIB, TIB, 8192, 1, 4194304, 128, 0, 8064, 1008, false },
	{ "one large block", &large_blocks, MMHP_LAYOUT_RANGE,
	  0x180000000, 2 * GIB, 1, 1, 8192, 0, 8192, 1, 1, false },
	{ "four large blocks", &large_blocks, MMHP_LAYOUT_RANGE,
	  0x180000000, 8 * GIB, 4, 1, 32768, 0, 32768, 4, 7, true },
	{ "four large blocks by block", &large_blocks, MMHP_LAYOUT_BLOCK,
	  0x180000000, 8 * GIB, 4, 4, 8192, 0, 8192, 4, 4, false },
	{ "128 GiB in large blocks", &large_blocks, MMHP_LAYOUT_RANGE,
	  0x180000000, 128 * GIB, 64, 1, 524288, 1, 0, 63, 126, false },
	{ "130 GiB in large blocks", &large_blocks, MMHP_LAYOUT_RANGE,
	  0x180000000, 130 * GIB, 65, 1, 532480, 1, 8192, 64, 127, true },
	{ "the last block of the address space", &small_blocks, MMHP_LAYOUT_RANGE,
	  0 - 128 * MIB, 128 * MIB, 1, 1, 512, 0, 512, 1, 0, false },
	{ "from address 0 on", &small_blocks, MMHP_LAYOUT_RANGE,
	  0, 2 * GIB, 16, 1, 8192, 0, 8192, 16, 1, true },
};

static void check_known(const struct known *k)
{
	struct mmhp_reason why = { "" };
	struct mmhp_layout l;
	int ret;

	ret = mmhp_layout_init(&l, k->kind, k->start, k->size, k->geometry, &why);
	expect(ret == 0, "%s: %d, %s", k->what, ret, why.text);
	expect(!why.text[0], "%s: a reason without a failure: %s", k->what, why.text);
	expect(l.kind == k->kind, "%s", k->what);
	expect(mmhp_layout_start(&l) == k->start, "%s", k->what);
	expect(mmhp_layout_size(&l) == k->size, "%s", k->what);
	expect(mmhp_layout_nr_blocks(&l) == k->blocks, "%s", k->what);
	expect(mmhp_layout_nr_pieces(&l) == k->pieces, "%s", k->what);
	expect(l.host_pages == k->host_pages, "%s: %lu", k->what, l.host_pages);
	expect(mmhp_layout_host_blocks(&l) == k->host_blocks, "%s", k->what);
	expect(mmhp_layout_boundary_offset(&l) == k->boundary_offset, "%s: %lu",
	       k->what, mmhp_layout_boundary_offset(&l));
	expect(mmhp_layout_usable_blocks(&l) == k->usable_blocks, "%s: %lu",
	       k->what, mmhp_layout_usable_blocks(&l));
	expect(mmhp_layout_has_boundary(&l) == k->has_boundary, "%s", k->what);
	expect(mmhp_layout_gigantic(&l, GIB) == k->gigantic, "%s: %lu", k->what,
	       mmhp_layout_gigantic(&l, GIB));
}

static void plans_known_ranges(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(known); i++)
		check_known(&known[i]);
}

struct refused {
	const char *what;
	struct mmhp_geometry geometry;
	enum mmhp_layout_kind kind;
	u64 start, size;
	int err;
	const char *says;
};

static const struct refused refused[] = {
	{ "no size", GEOMETRY(128 * MIB), MMHP_LAYOUT_RANGE,
	  0x140000000, 0, -EINVAL, "size is 0" },
	{ "an odd start", GEOMETRY(128 * MIB), MMHP_LAYOUT_RANGE,
	  0x140000001, 128 * MIB, -EINVAL, "address 0x140000001 is not a multiple" },
	{ "a start inside a block", GEOMETRY(128 * MIB), MMHP_LAYOUT_RANGE,
	  0x144000000, 128 * MIB, -EINVAL, "block size 0x8000000" },
	{ "a start by small blocks where they are large", GEOMETRY(2 * GIB),
	  MMHP_LAYOUT_RANGE, 0x148000000, 2 * GIB, -EINVAL, "block size 0x80000000" },
	{ "a byte", GEOMETRY(128 * MIB), MMHP_LAYOUT_RANGE,
	  0x140000000, 1, -EINVAL, "size 0x1 is not a multiple" },
	{ "a byte less than a block", GEOMETRY(128 * MIB), MMHP_LAYOUT_RANGE,
	  0x140000000, 128 * MIB - 1, -EINVAL, "size 0x7ffffff" },
	{ "a block and a page", GEOMETRY(128 * MIB), MMHP_LAYOUT_BLOCK,
	  0x140000000, 128 * MIB + 4096, -EINVAL, "size 0x8001000" },
	{ "a small block where they are large", GEOMETRY(2 * GIB), MMHP_LAYOUT_RANGE,
	  0x180000000, 128 * MIB, -EINVAL, "size 0x8000000" },
	{ "a range that wraps around", GEOMETRY(128 * MIB), MMHP_LAYOUT_RANGE,
	  0 - 128 * MIB, 256 * MIB, -E2BIG, "end of the address space" },
	{ "a range that wraps to its own start", GEOMETRY(128 * MIB), MMHP_LAYOUT_RANGE,
	  0x140000000, 0 - 128 * MIB, -E2BIG, "end of the address space" },
	{ "a struct page that leaves half a leaf", { 128 * MIB, 4096, 56, 512 },
	  MMHP_LAYOUT_RANGE, 0x140000000, 128 * MIB, -EOPNOTSUPP, "struct page of 56 bytes" },
	{ "the same in a piece of two blocks", { 128 * MIB, 4096, 80, 512 },
	  MMHP_LAYOUT_RANGE, 0x140000000, 256 * MIB, -EOPNOTSUPP, "multiple of 512 pages" },
	{ "a memmap that ends inside a page", { 4096 * 32, 4096, 65, 1 },
	  MMHP_LAYOUT_RANGE, 0x140000000, 4096 * 32, -EOPNOTSUPP, "struct page of 65 bytes" },
	{ "host pages by more than the range", { 128 * MIB, 4096, 64, 1024 },
	  MMHP_LAYOUT_RANGE, 0x140000000, 128 * MIB, -EOPNOTSUPP, "multiple of 1024 pages" },
	{ "a struct page as large as a page", { 128 * MIB, 4096, 4096, 512 },
	  MMHP_LAYOUT_RANGE, 0x140000000, GIB, -EOPNOTSUPP, "leave nothing" },
	{ "a struct page larger than a page", { 128 * MIB, 4096, 8192, 512 },
	  MMHP_LAYOUT_BLOCK, 0x140000000, GIB, -EOPNOTSUPP, "leave nothing" },
};

static void refuses_with_a_reason(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(refused); i++) {
		const struct refused *r = &refused[i];
		struct mmhp_reason why = { "" };
		struct mmhp_layout l;
		int ret;

		ret = mmhp_layout_init(&l, r->kind, r->start, r->size,
				       &r->geometry, &why);
		expect(ret == r->err, "%s: %d, %s", r->what, ret, why.text);
		expect(strstr(why.text, r->says), "%s: \"%s\" lacks \"%s\"",
		       r->what, why.text, r->says);
	}
}

/* What one block cannot carry, a longer range may. */
static void range_may_do_what_a_block_cannot(void **state)
{
	static const struct mmhp_geometry wide = { 128 * MIB, 4096, 80, 512 };
	struct mmhp_reason why = { "" };
	struct mmhp_layout l;

	(void)state;
	assert_int_equal(mmhp_layout_init(&l, MMHP_LAYOUT_BLOCK, 0x140000000,
					  512 * MIB, &wide, &why), -EOPNOTSUPP);
	assert_int_equal(mmhp_layout_init(&l, MMHP_LAYOUT_RANGE, 0x140000000,
					  512 * MIB, &wide, &why), 0);
	assert_int_equal(l.host_pages, 2560);
}

/* Where only one block is usable there is no order to keep. */
static void lone_usable_block_is_no_boundary(void **state)
{
	static const struct mmhp_geometry huge = { 128 * MIB, 4096, 2560, 512 };
	struct mmhp_reason why = { "" };
	struct mmhp_layout l;

	(void)state;
	assert_int_equal(mmhp_layout_init(&l, MMHP_LAYOUT_RANGE, 0x140000000,
					  256 * MIB, &huge, &why), 0);
	assert_int_equal(mmhp_layout_host_blocks(&l), 1);
	assert_int_equal(mmhp_layout_boundary_offset(&l), 8192);
	assert_int_equal(mmhp_layout_usable_blocks(&l), 1);
	assert_false(mmhp_layout_has_boundary(&l));
}

/* The example of the README, block by block */
static void places_the_blocks_of_20_gib(void **state)
{
	static const struct {
		unsigned long index, offset, memmap_pfn;
		bool host;
	} blocks[] = {
		{ 0, 32768, 0x140000, true },
		{ 1, 32768, 0x140200, true },
		{ 2, 16384, 0x140400, false },
		{ 3, 0, 0x140600, false },
		{ 63, 0, 0x147e00, false },
		{ 64, 0, 0x148000, false },
		{ 159, 0, 0x153e00, false },
	};
	struct mmhp_reason why = { "" };
	struct mmhp_layout l;
	struct mmhp_block b;
	size_t i;

	(void)state;
	assert_int_equal(mmhp_layout_init(&l, MMHP_LAYOUT_RANGE, 0x140000000,
					  20 * GIB, &small_blocks, &why), 0);
	assert_int_equal(mmhp_layout_boundary_pfn(&l), 0x150000);
	for (i = 0; i < ARRAY_SIZE(blocks); i++) {
		const unsigned long index = blocks[i].index;

		mmhp_layout_block(&l, index, &b);
		expect(b.start_pfn == 0x140000 + index * 32768, "block %lu", index);
		expect(b.nr_pages == 32768, "block %lu", index);
		expect(b.memmap_pages == 512, "block %lu", index);
		expect(b.offset == blocks[i].offset, "block %lu: %lu", index, b.offset);
		expect(b.memmap_pfn == blocks[i].memmap_pfn, "block %lu: 0x%lx",
		       index, b.memmap_pfn);
		expect(mmhp_block_is_host(&b) == blocks[i].host, "block %lu", index);
	}
}

/* Of one block the two layouts are the same. */
static void layouts_of_one_block_agree(void **state)
{
	const struct mmhp_geometry *geometries[] = { &small_blocks, &large_blocks };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(geometries); i++) {
		const u64 size = geometries[i]->block_bytes;
		struct mmhp_reason why = { "" };
		struct mmhp_layout range, block;
		struct mmhp_block a = { 0 }, b = { 0 };

		assert_int_equal(mmhp_layout_init(&range, MMHP_LAYOUT_RANGE,
				8 * GIB, size, geometries[i], &why), 0);
		assert_int_equal(mmhp_layout_init(&block, MMHP_LAYOUT_BLOCK,
				8 * GIB, size, geometries[i], &why), 0);
		mmhp_layout_block(&range, 0, &a);
		mmhp_layout_block(&block, 0, &b);
		assert_memory_equal(&a, &b, sizeof(a));
		assert_int_equal(range.host_pages, block.host_pages);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans_known_ranges),
		cmocka_unit_test(refuses_with_a_reason),
		cmocka_unit_test(range_may_do_what_a_block_cannot),
		cmocka_unit_test(lone_usable_block_is_no_boundary),
		cmocka_unit_test(places_the_blocks_of_20_gib),
		cmocka_unit_test(layouts_of_one_block_agree),
	};

	return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
