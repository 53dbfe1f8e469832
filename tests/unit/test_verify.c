// SPDX-License-Identifier: GPL-2.0-only
/*
 * What the test of memory finds, names and leaves behind: each fault is told with its first address,
 * and afterwards all is as it was.
 */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <linux/sizes.h>

#include "memory.h"
#include "rungs.h"
#include "verify.h"

#define START	0x140000000ULL
#define BLOCK	(4 * MIB)
#define SIZE	(2 * BLOCK)

/* A cache line of it is no sample. */
#define BETWEEN	(MIB + 0x12340)

static struct memory m;
static struct mmhp_reason why;
static struct mmhp_range range;
static unsigned int claims;

int mmhp_resource_reserve(struct mmhp_range *range, struct mmhp_reason *why)
{
	(void)why;
	claims++;
	range->resource = (struct resource *)range;
	return 0;
}

void mmhp_resource_release(struct mmhp_range *range)
{
	claims--;
	range->resource = NULL;
}

static void begin(u64 start, u64 size, u64 block)
{
	memory_setup(&m, start, size);
	m.page_phys = 0x1000;
	range = (struct mmhp_range){ .layout = {
		.start_pfn = start >> 12,
		.nr_pages = size >> 12,
		.block_pages = block >> 12,
		.page_bytes = 4096,
	} };
}

static int setup(void **state)
{
	(void)state;
	begin(START, SIZE, BLOCK);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	memory_teardown(&m);
	return 0;
}

/* One test of the range: whatever comes of it, nothing is left of it. */
static int verify(enum mmhp_verify how)
{
	struct resource *const before = range.resource;
	int ret;

	memory_again(&m);
	why.text[0] = '\0';
	ret = mmhp_verify_range(&range, how, &why);
	expect(!ret == !why.text[0], "%d, but: \"%s\"", ret, why.text);
	expect(!m.changed, "%lu words are not as they were: %s", m.changed, why.text);
	expect(!m.pending, "%lu words were not flushed: %s", m.pending, why.text);
	expect(!m.live && !m.mapped, "%u allocations are left: %s", m.live, why.text);
	expect(!claims && range.resource == before, "%u claims are left: %s", claims, why.text);
	return ret;
}

static void says_text(const char *text)
{
	expect(strstr(why.text, text), "expected \"%s\", saw \"%s\"", text, why.text);
}

/* The sentence names this address or value. */
static void says(u64 number)
{
	char text[24];

	snprintf(text, sizeof(text), "0x%llx", number);
	says_text(text);
}

static void found_at(int ret, u64 offset)
{
	char text[48];

	expect(ret == -ENXIO, "%d for a fault at 0x%llx: %s", ret, offset, why.text);
	snprintf(text, sizeof(text), "answers at 0x%llx: wrote 0x", m.start + offset);
	says_text(text);
	says_text(", read 0x");
}

static void finds_at(enum mmhp_verify how, u64 offset)
{
	found_at(verify(how), offset);
}

static void set_fault(enum memory_fault_kind kind, u64 from, u64 to, u64 mask, u64 value)
{
	m.fault = (struct memory_fault){ kind, from, to, mask, value };
}

/* Run a test with a cold cache, and with one that holds all of the range from before. */
#define both_caches for (int turn = 0; m.warm = turn, turn < 2; turn++)

static void sound_memory_passes(void **state)
{
	(void)state;
	both_caches {
		assert_int_equal(verify(MMHP_VERIFY_NONE), 0);
		assert_int_equal(m.allocations, 0);
		assert_int_equal(verify(MMHP_VERIFY_SAMPLE), 0);
		assert_true(m.writes);
		assert_int_equal(verify(MMHP_VERIFY_FULL), 0);
	}
}

static void a_claim_of_before_stays(void **state)
{
	(void)state;
	range.resource = (struct resource *)&m;
	assert_int_equal(verify(MMHP_VERIFY_SAMPLE), 0);
	set_fault(MEMORY_HOLE, 0, 0, 0, 0);
	assert_int_equal(verify(MMHP_VERIFY_SAMPLE), -ENXIO);
}

static void no_ram_at_all(void **state)
{
	(void)state;
	set_fault(MEMORY_HOLE, 0, 0, 0, 0);
	both_caches {
		finds_at(MMHP_VERIFY_SAMPLE, 0);
		says(U64_MAX);
		finds_at(MMHP_VERIFY_FULL, 0);
	}
}

static void writes_that_vanish(void **state)
{
	(void)state;
	both_caches {
		set_fault(MEMORY_ROM, 0, 0, 0, 0);
		finds_at(MMHP_VERIFY_SAMPLE, 0);
		set_fault(MEMORY_ROM, BETWEEN, BETWEEN + 8, 0, 0);
		finds_at(MMHP_VERIFY_FULL, BETWEEN);
	}
}

static void sample_sees_each_2_mib_and_the_ends_of_blocks(void **state)
{
	static const u64 offsets[] = {
		0, SZ_2M, BLOCK - 8, BLOCK, BLOCK + SZ_2M, SIZE - 8
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(offsets); i++) {
		set_fault(MEMORY_HOLE, offsets[i], offsets[i] + 8, 0, 0);
		both_caches
			finds_at(MMHP_VERIFY_SAMPLE, offsets[i]);
	}
}

static void the_first_address_of_a_hole_is_named(void **state)
{
	(void)state;
	both_caches {
		set_fault(MEMORY_HOLE, BLOCK + 8, 0, 0, 0);
		finds_at(MMHP_VERIFY_SAMPLE, BLOCK + SZ_2M);
		set_fault(MEMORY_HOLE, BLOCK + SZ_2M + 8, 0, 0, 0);
		finds_at(MMHP_VERIFY_SAMPLE, SIZE - 8);
		set_fault(MEMORY_HOLE, 8, SZ_2M, 0, 0);
		finds_at(MMHP_VERIFY_FULL, 8);
	}
}

static void full_sees_what_lies_between(void **state)
{
	static const u64 offsets[] = {
		8, 64, BETWEEN, SZ_2M - 8, SZ_2M + 8, BLOCK - 16, BLOCK + 8, SIZE - 16
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(offsets); i++) {
		set_fault(MEMORY_HOLE, offsets[i], offsets[i] + 8, 0, 0);
		assert_int_equal(verify(MMHP_VERIFY_SAMPLE), 0);
		finds_at(MMHP_VERIFY_FULL, offsets[i]);
		says(U64_MAX);
	}
}

/* Also bits that would make an address of another word */
static void stuck_bits_are_no_alias(void **state)
{
	unsigned int bit;

	(void)state;
	for (bit = 0; bit < 128; bit++) {
		const u64 mask = 1ULL << bit / 2, value = bit % 2 ? U64_MAX : 0;
		int ret;

		set_fault(MEMORY_STUCK, BLOCK, BLOCK + 8, mask, value);
		ret = verify(MMHP_VERIFY_SAMPLE);
		/* A sample has one value, which may have the bit as it is stuck. */
		if (ret)
			found_at(ret, BLOCK);
		if (bit % 21)
			continue;
		finds_at(MMHP_VERIFY_FULL, BLOCK);
		set_fault(MEMORY_STUCK, BETWEEN, BETWEEN + 8, mask, value);
		finds_at(MMHP_VERIFY_FULL, BETWEEN);
	}
}

static void finds_alias(enum mmhp_verify how, u64 line)
{
	u64 a, b;
	int ret = verify(how);

	expect(ret == -ENXIO, "%d without address line 0x%llx", ret, line);
	expect(sscanf(why.text, "0x%llx and 0x%llx are the same RAM: 0x", &a, &b) == 2,
	       "%s", why.text);
	expect((a ^ b) == line, "without address line 0x%llx: %s", line, why.text);
}

static void address_lines_that_are_missing(void **state)
{
	u64 line;

	(void)state;
	for (line = 8; line < SIZE; line <<= 1) {
		set_fault(MEMORY_ALIAS, 0, 0, line, 0);
		both_caches {
			finds_alias(MMHP_VERIFY_FULL, line);
			if (line >= SZ_2M)
				finds_alias(MMHP_VERIFY_SAMPLE, line);
			else
				verify(MMHP_VERIFY_SAMPLE);
		}
	}
}

static void part_of_a_range_is_another(void **state)
{
	(void)state;
	both_caches {
		set_fault(MEMORY_ALIAS, SIZE - 8, 0, BLOCK, 0);
		finds_alias(MMHP_VERIFY_SAMPLE, BLOCK);
		set_fault(MEMORY_ALIAS, BLOCK, BLOCK + 8, BLOCK, 0);
		finds_alias(MMHP_VERIFY_SAMPLE, BLOCK);
		set_fault(MEMORY_ALIAS, MIB + 0x40000, MIB + 0x48000, 0x40000, 0);
		assert_int_equal(verify(MMHP_VERIFY_SAMPLE), 0);
		finds_alias(MMHP_VERIFY_FULL, 0x40000);
	}
}

/* Further apart than what full looks at at once, and no sample on either side: it is not found. */
static void what_is_not_found_is_left_alone(void **state)
{
	(void)state;
	both_caches {
		set_fault(MEMORY_ALIAS, BLOCK + BETWEEN, BLOCK + BETWEEN + 4096, BLOCK, 0);
		assert_int_equal(verify(MMHP_VERIFY_SAMPLE), 0);
		assert_int_equal(verify(MMHP_VERIFY_FULL), 0);
	}
}

/* The RAM in use answers: nothing is written, as it would be the kernel that is hit. */
static void finds_used(u64 offset)
{
	both_caches {
		const int ret = verify(MMHP_VERIFY_FULL);

		expect(ret == -ENXIO, "%d: 0x%llx is RAM in use, 0x%llx", ret, m.start + offset,
		       m.page_phys);
		says_text("is RAM that the kernel uses already");
		says(m.start + offset);
		says(m.page_phys);
		assert_int_equal(m.writes, 0);
	}
}

static void ram_in_use(void **state)
{
	const u64 offset = 0x2345000;
	u64 line;

	(void)state;
	memory_teardown(&m);
	begin(START, 64 * MIB, 16 * MIB);
	/* Without the highest address lines, as where the memory ends */
	for (line = 1ULL << 26; line <= 1ULL << 40; line <<= 1) {
		m.page_phys = (START + offset) & (line - 1);
		set_fault(MEMORY_USED, 0, 0, ~(line - 1), 0);
		finds_used(offset);
	}
	/* Without one of them */
	for (line = 1ULL << 26; line <= 1ULL << 51; line <<= 1) {
		m.page_phys = (START + offset) ^ line;
		set_fault(MEMORY_FLIPPED, 0, 0, line, 0);
		finds_used(offset);
	}
	/* Part of the range only */
	m.page_phys = offset;
	set_fault(MEMORY_USED, offset, offset + 4096, START, 0);
	finds_used(offset);
	/* Nothing of it is in use twice. */
	set_fault(MEMORY_SOUND, 0, 0, 0, 0);
	assert_int_equal(verify(MMHP_VERIFY_SAMPLE), 0);
}

static void machine_checks(void **state)
{
	static const u64 offsets[] = { 0, SZ_2M, SIZE - 8, BETWEEN };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(offsets); i++) {
		set_fault(MEMORY_POISON, offsets[i], offsets[i] + 8, 0, 0);
		both_caches {
			assert_int_equal(verify(MMHP_VERIFY_FULL), -ENXIO);
			says_text("raised a machine check");
			says(START + offsets[i]);
		}
	}
	/* Where the first test reads */
	set_fault(MEMORY_POISON, 0x1000, 0x1008, 0, 0);
	assert_int_equal(verify(MMHP_VERIFY_SAMPLE), -ENXIO);
	says(START + 0x1000);
	assert_int_equal(m.writes, 0);
}

static void stops_at_each_look(enum mmhp_verify how, unsigned int looks_least)
{
	unsigned int looks;

	m.signal_at = 0;
	assert_int_equal(verify(how), 0);
	looks = m.looks;
	expect(looks >= looks_least, "only %u looks for a signal", looks);
	for (m.signal_at = 1; m.signal_at <= looks; m.signal_at++) {
		assert_int_equal(verify(how), -EINTR);
		says_text("signal");
		assert_int_equal(m.looks, m.signal_at);
	}
	assert_int_equal(verify(how), 0);
}

static void signals_stop_it(void **state)
{
	(void)state;
	both_caches {
		stops_at_each_look(MMHP_VERIFY_SAMPLE, 2);
		stops_at_each_look(MMHP_VERIFY_FULL, 2 + SIZE / SZ_2M);
	}
}

static void allocations_fail(void **state)
{
	unsigned int all;

	(void)state;
	assert_int_equal(verify(MMHP_VERIFY_FULL), 0);
	all = m.allocations;
	assert_int_equal(all, 4);
	for (m.fail_at = 1; m.fail_at <= all; m.fail_at++) {
		assert_int_equal(verify(MMHP_VERIFY_FULL), -ENOMEM);
		assert_int_equal(m.allocations, m.fail_at);
	}
}

/* Blocks of 2 GiB at the end of what 52 address lines reach */
static void large_and_far(void **state)
{
	const u64 size = 8 * GIB;

	(void)state;
	memory_teardown(&m);
	begin((1ULL << 52) - size, size, 2 * GIB);
	assert_int_equal(verify(MMHP_VERIFY_SAMPLE), 0);
	expect(m.writes == 2 * (size / SZ_2M + 4), "%lu writes", m.writes);
	set_fault(MEMORY_HOLE, size - 8, 0, 0, 0);
	finds_at(MMHP_VERIFY_SAMPLE, size - 8);
	set_fault(MEMORY_HOLE, 6 * GIB - 8, 6 * GIB + 8, 0, 0);
	finds_at(MMHP_VERIFY_SAMPLE, 6 * GIB - 8);
	set_fault(MEMORY_ALIAS, 0, 0, 4 * GIB, 0);
	finds_alias(MMHP_VERIFY_SAMPLE, 4 * GIB);
	m.page_phys = 0x7000;
	set_fault(MEMORY_USED, 7 * GIB, 0, ~(GIB - 1), 0);
	assert_int_equal(verify(MMHP_VERIFY_SAMPLE), -ENXIO);
	says(m.start + 7 * GIB + 0x7000);
	assert_int_equal(m.writes, 0);
	m.signal_at = 516;
	set_fault(MEMORY_SOUND, 0, 0, 0, 0);
	assert_int_equal(verify(MMHP_VERIFY_SAMPLE), -EINTR);
	assert_true(m.writes);
}

#define test(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(sound_memory_passes),
		test(a_claim_of_before_stays),
		test(no_ram_at_all),
		test(writes_that_vanish),
		test(sample_sees_each_2_mib_and_the_ends_of_blocks),
		test(the_first_address_of_a_hole_is_named),
		test(full_sees_what_lies_between),
		test(stuck_bits_are_no_alias),
		test(address_lines_that_are_missing),
		test(part_of_a_range_is_another),
		test(what_is_not_found_is_left_alone),
		test(ram_in_use),
		test(machine_checks),
		test(signals_stop_it),
		test(allocations_fail),
		test(large_and_far),
	};

	return cmocka_run_group_tests_name("verify", tests, NULL, NULL);
}
