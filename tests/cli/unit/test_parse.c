// SPDX-License-Identifier: GPL-2.0
/*
 * Sizes, addresses, ranges and block numbers as a command line has them.
 */
#include "cli.h"
#include "parse.h"

static void test_number(void **state)
{
	static const struct {
		const char *text;
		int ret;
		uint64_t number;
	} cases[] = {
		{ "0", 0, 0 },
		{ "0x140000000", 0, 0x140000000 },
		{ "0X10", 0, 16 },
		{ "010", 0, 8 },
		{ "4G", 0, 4ULL << 30 },
		{ "4g", 0, 4ULL << 30 },
		{ "4GiB", 0, 4ULL << 30 },
		{ "128M", 0, 128ULL << 20 },
		{ "0x10K", 0, 16 << 10 },
		{ "2T", 0, 2ULL << 40 },
		{ "15E", 0, 15ULL << 60 },
		{ "16E", -ERANGE, 0 },
		{ "0xffffffffffffffff", 0, UINT64_MAX },
		{ "0x10000000000000000", -ERANGE, 0 },
		{ "", -EINVAL, 0 },
		{ " 1", -EINVAL, 0 },
		{ "-1", -EINVAL, 0 },
		{ "+1", -EINVAL, 0 },
		{ "1 ", -EINVAL, 0 },
		{ "G", -EINVAL, 0 },
		{ "4GB", -EINVAL, 0 },
		{ "4Gi", -EINVAL, 0 },
		{ "4GG", -EINVAL, 0 },
		{ "0xg", -EINVAL, 0 },
	};
	struct error error;
	uint64_t number;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		number = 0;
		assert_int_equal(parse_number(cases[i].text, &number, &error),
				 cases[i].ret);
		if (!cases[i].ret)
			assert_int_equal(number, cases[i].number);
		else
			assert_int_equal(error.err, cases[i].ret);
	}
}

static void span_is(const char *first, const char *second, int ret,
		    uint64_t start, uint64_t size, int used)
{
	char *argv[] = { (char *)first, (char *)second };
	struct error error;
	struct span span;
	int seen;

	assert_int_equal(parse_span(argv, second ? 2 : 1, &span, &seen, &error), ret);
	if (ret)
		return;
	assert_int_equal(span.start, start);
	assert_int_equal(span.size, size);
	assert_int_equal(seen, used);
}

static void test_span(void **state)
{
	(void)state;
	span_is("0x140000000", NULL, 0, 0x140000000, 0, 1);
	span_is("5G", "1G", 0, 5ULL << 30, 1 << 30, 2);
	span_is("5G", "layout=block", 0, 5ULL << 30, 0, 1);
	span_is("0x140000000-0x17fffffff", "x=1", 0, 0x140000000, 1 << 30, 1);
	span_is("0-0", NULL, 0, 0, 1, 1);
	span_is("0-0xffffffffffffffff", NULL, -ERANGE, 0, 0, 0);
	span_is("2-1", NULL, -EINVAL, 0, 0, 0);
	span_is("1-", NULL, -EINVAL, 0, 0, 0);
	span_is("-1", NULL, -EINVAL, 0, 0, 0);
	span_is("1-2-3", NULL, -EINVAL, 0, 0, 0);
	span_is("1x-2", NULL, -EINVAL, 0, 0, 0);
	span_is("1", "0", -EINVAL, 0, 0, 0);
	span_is("1", "y", -EINVAL, 0, 0, 0);
}

static void test_block(void **state)
{
	uint64_t block = 0;

	(void)state;
	assert_true(parse_block("memory43", &block));
	assert_int_equal(block, 43);
	assert_true(parse_block("0", &block));
	assert_int_equal(block, 0);
	assert_false(parse_block("0x28", &block));
	assert_false(parse_block("43G", &block));
	assert_false(parse_block("memory", &block));
	assert_false(parse_block("memory-1", &block));
	assert_false(parse_block("99999999999999999999", &block));
}

static void test_size_text(void **state)
{
	char buf[32];

	(void)state;
	assert_string_equal(parse_size_text(0, buf, sizeof(buf)), "0B");
	assert_string_equal(parse_size_text(1023, buf, sizeof(buf)), "1023B");
	assert_string_equal(parse_size_text(1024, buf, sizeof(buf)), "1K");
	assert_string_equal(parse_size_text(3ULL << 29, buf, sizeof(buf)), "1.5G");
	assert_string_equal(parse_size_text((1ULL << 40) - 1, buf, sizeof(buf)), "1023.9G");
	assert_string_equal(parse_size_text(UINT64_MAX, buf, sizeof(buf)), "15.9E");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_number),
		cmocka_unit_test(test_span),
		cmocka_unit_test(test_block),
		cmocka_unit_test(test_size_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
