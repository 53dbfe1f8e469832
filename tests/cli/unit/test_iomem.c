// SPDX-License-Identifier: GPL-2.0
/*
 * /proc/iomem, the SRAT, and what of the machine is free.
 */
#include "cli.h"
#include "extents.h"

#define BLOCK	(128ULL << 20)

static void iomem_is(const char *text, int ret, size_t nr)
{
	char *copy = strdup(text);
	struct regions regions;
	struct error error;

	assert_int_equal(iomem_parse(copy, &regions, &error), ret);
	assert_int_equal(regions.nr, nr);
	regions_free(&regions);
	free(copy);
}

static void test_iomem(void **state)
{
	(void)state;
	iomem_is("", 0, 0);
	iomem_is("00000000-00000fff : Reserved\n  00000100-000001ff : x : y\n", 0, 2);
	iomem_is("00000000-00000000 : Reserved\n00000000-00000000 : System RAM\n", -EACCES, 0);
	iomem_is("00001000-00000fff : Reserved\n", -EPROTO, 0);
	iomem_is("00001000 : Reserved\n", -EPROTO, 0);
	iomem_is("nonsense\n", -EPROTO, 0);
}

/* A machine by hand: RAM of firmware from 0 to 8 GiB */
static void machine_make(struct machine *machine)
{
	*machine = (struct machine){ .block_size = BLOCK };
	assert_int_equal(regions_add(&machine->firmware, 0, (8ULL << 30) - 1, 0,
				     IOMEM_RAM), 0);
}

static void free_is(struct machine *machine, size_t nr, size_t at,
		    enum extent_kind kind, uint64_t start, uint64_t end)
{
	struct extents extents;

	assert_int_equal(extents_free_memory(machine, &extents), 0);
	assert_int_equal(extents.nr, nr);
	assert_int_equal(extents.at[at].kind, kind);
	assert_int_equal(extents.at[at].start, start);
	assert_int_equal(extents.at[at].end, end);
	extents_free(&extents);
}

static void test_free_memory(void **state)
{
	struct machine machine;

	(void)state;
	machine_make(&machine);
	free_is(&machine, 1, 0, EXTENT_FREE, 0, 8ULL << 30);

	/* What is used ends inside of a block, and so does what is free. */
	regions_add(&machine.iomem, 0, (4ULL << 30) + 4095, 0, IOMEM_RAM);
	free_is(&machine, 1, 0, EXTENT_FREE, (4ULL << 30) + BLOCK, 8ULL << 30);

	/* Reserved inside of RAM, with somebody in the middle of it */
	regions_add(&machine.iomem, 5ULL << 30, (6ULL << 30) - 1, 0, IOMEM_RESERVED);
	regions_add(&machine.iomem, 5ULL << 30, (5ULL << 30) + BLOCK - 1, 1, "device");
	free_is(&machine, 3, 1, EXTENT_RESERVED, (5ULL << 30) + BLOCK, 6ULL << 30);
	free_is(&machine, 3, 2, EXTENT_FREE, 6ULL << 30, 8ULL << 30);

	/* Set aside by firmware, and the kernel's own map does not have it, or has it */
	regions_add(&machine.firmware, 9ULL << 30, (10ULL << 30) - 1, 0, IOMEM_SOFT_RESERVED);
	free_is(&machine, 4, 3, EXTENT_SOFT, 9ULL << 30, 10ULL << 30);
	regions_add(&machine.iomem, 9ULL << 30, (10ULL << 30) - 1, 0, IOMEM_SOFT_RESERVED);
	free_is(&machine, 4, 3, EXTENT_SOFT, 9ULL << 30, 10ULL << 30);
	machine_free(&machine);
}

/* The node changes at 6 GiB, and in the midst of a block before that. */
static void test_free_memory_of_nodes(void **state)
{
	struct machine machine;

	(void)state;
	machine_make(&machine);
	machine.srat.at = calloc(3, sizeof(*machine.srat.at));
	machine.srat.nr = 3;
	machine.srat.at[0] = (struct srat_memory){ 6ULL << 30, (8ULL << 30) - 1, 2, false };
	machine.srat.at[1] = (struct srat_memory){ (4ULL << 30) + 4096, (6ULL << 30) - 1, 1, false };
	machine.srat.at[2] = (struct srat_memory){ 0, (4ULL << 30) + 4095, 0, false };
	free_is(&machine, 3, 0, EXTENT_FREE, 0, 4ULL << 30);
	free_is(&machine, 3, 1, EXTENT_FREE, (4ULL << 30) + BLOCK, 6ULL << 30);
	free_is(&machine, 3, 2, EXTENT_FREE, 6ULL << 30, 8ULL << 30);

	/* Of one node all the same */
	machine.srat.at[0].node = 1;
	free_is(&machine, 2, 1, EXTENT_FREE, (4ULL << 30) + BLOCK, 8ULL << 30);
	machine_free(&machine);
}

static void test_gigantic(void **state)
{
	(void)state;
	assert_int_equal(extents_gigantic(5ULL << 30, 4ULL << 30), 3);
	assert_int_equal(extents_gigantic(5ULL << 30, 9ULL << 30), 8);
	assert_int_equal(extents_gigantic((5ULL << 30) + BLOCK, 4ULL << 30), 3);
	assert_int_equal(extents_gigantic(5ULL << 30, 1ULL << 30), 0);
	assert_int_equal(extents_gigantic(0, 128ULL << 30), 126);
}

static void put(unsigned char *at, uint64_t value, unsigned int bytes)
{
	while (bytes--) {
		*at++ = value;
		value >>= 8;
	}
}

/* Domain 5 has the CPU and RAM, domain 2 room for more. */
static void test_srat(void **state)
{
	unsigned char table[48 + 16 + 2 * 40] = { };
	unsigned char *entry = table + 48;
	struct srat srat;
	size_t len;

	(void)state;
	/* The memory of domain 2 comes first, and CPUs are numbered before it. */
	entry[0] = 1;
	entry[1] = 40;
	put(entry + 2, 2, 4);
	put(entry + 8, 5ULL << 30, 8);
	put(entry + 16, 2ULL << 30, 8);
	put(entry + 28, 3, 4);
	entry += 40;
	entry[0] = 0;
	entry[1] = 16;
	entry[2] = 5;
	put(entry + 4, 1, 4);
	entry += 16;
	entry[0] = 1;
	entry[1] = 40;
	put(entry + 2, 5, 4);
	put(entry + 16, 5ULL << 30, 8);
	put(entry + 28, 1, 4);

	assert_int_equal(srat_parse(table, sizeof(table), &srat), 0);
	assert_int_equal(srat.nr, 2);
	assert_true(srat.at[0].hotplug);
	assert_false(srat.at[1].hotplug);
	assert_int_equal(srat_node(&srat, 5ULL << 30, (7ULL << 30) - 1), 1);
	assert_int_equal(srat_node(&srat, 0, 4095), 0);
	assert_int_equal(srat_node(&srat, 4ULL << 30, (6ULL << 30) - 1), -1);
	srat_free(&srat);

	/* Cut off anywhere, it is read as far as it goes. */
	for (len = 0; len < sizeof(table); len++) {
		unsigned char *copy = malloc(len ? len : 1);

		memcpy(copy, table, len);
		assert_int_equal(srat_parse(copy, len, &srat), 0);
		srat_free(&srat);
		free(copy);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_iomem),
		cmocka_unit_test(test_free_memory),
		cmocka_unit_test(test_free_memory_of_nodes),
		cmocka_unit_test(test_gigantic),
		cmocka_unit_test(test_srat),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
