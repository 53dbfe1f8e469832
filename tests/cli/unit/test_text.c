// SPDX-License-Identifier: GPL-2.0
/*
 * Text that others write: the lines of mmhp.conf(5), and the module's tables.
 */
#include <uapi/mmhp_selfhost.h>

#include "cli.h"
#include "conf.h"
#include "ranges.h"

static void test_conf(void **state)
{
	char *text = strdup("# all\n\n0x140000000 1G a=b # why\r\n\t5G\nnonsense\n"
			    "1-2 3\n0x1 0\n0x180000000 layout=block");
	struct conf conf = { };

	(void)state;
	assert_int_equal(conf_parse("/f", text, &conf), 0);
	assert_int_equal(conf.nr, 6);
	assert_string_equal(conf.at[0].text, "0x140000000 1G a=b");
	assert_int_equal(conf.at[0].line, 3);
	assert_int_equal(conf.at[0].span.size, 1 << 30);
	assert_int_equal(conf.at[1].span.start, 5ULL << 30);
	assert_int_equal(conf.at[1].span.size, 0);
	assert_int_equal(conf.at[2].line, 5);
	assert_int_equal(conf.at[2].error.err, -EINVAL);
	assert_non_null(strstr(conf.at[2].error.text, "\"nonsense\""));
	assert_null(conf.at[2].text);
	assert_int_equal(conf.at[3].error.err, -EINVAL);
	assert_int_equal(conf.at[4].error.err, -EINVAL);
	assert_int_equal(conf.at[5].line, 8);
	assert_int_equal(conf.at[5].error.err, 0);
	assert_int_equal(conf.at[5].span.size, 0);
	conf_free(&conf);
	free(text);
}

static int ranges_of(const char *text, struct ranges *ranges)
{
	char *copy = strdup(text);
	struct error error;
	const int ret = ranges_parse(copy, ranges, &error);

	free(copy);
	return ret;
}

#define ROW "0x140000000 0x40000000 range direct 0 8 7 0 0x140000 4096 partly 576"

static void test_ranges(void **state)
{
	struct ranges ranges;

	(void)state;
	assert_int_equal(ranges_of(MMHP_RANGES_HEADER "\n", &ranges), 0);
	assert_int_equal(ranges.nr, 0);
	assert_int_equal(ranges_of(MMHP_RANGES_HEADER "\n" ROW "\n" ROW "\n", &ranges), 0);
	assert_int_equal(ranges.nr, 2);
	assert_int_equal(ranges.at[1].memmap, 0x140000000);
	assert_int_equal(ranges.at[1].online, 7);
	assert_string_equal(ranges.at[1].state, "partly");
	ranges_free(&ranges);

	/* A newer module has columns more. */
	assert_int_equal(ranges_of(MMHP_RANGES_HEADER " more\n" ROW " 1\n", &ranges), 0);
	assert_int_equal(ranges.nr, 1);
	ranges_free(&ranges);

	assert_int_equal(ranges_of("", &ranges), -EPROTO);
	assert_int_equal(ranges_of(MMHP_RANGES_HEADER, &ranges), -EPROTO);
	assert_int_equal(ranges_of("start size\n0 1\n", &ranges), -EPROTO);
	assert_int_equal(ranges_of(MMHP_RANGES_HEADER "\n0x1 0x2\n", &ranges), -EPROTO);
	assert_int_equal(ranges_of(MMHP_RANGES_HEADER "\nx" ROW "\n", &ranges), -EPROTO);
	assert_int_equal(ranges.nr, 0);
}

static void test_error(void **state)
{
	unsigned long long block = 0;
	struct error error;

	(void)state;
	error_set(&error, -EBUSY, "memory of memory43 stays");
	assert_true(error_block(&error, &block));
	assert_int_equal(block, 43);
	error_set(&error, -EBUSY, "no memory");
	assert_false(error_block(&error, &block));
	assert_string_equal(error_name(-EBUSY), "EBUSY");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_conf),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
