// SPDX-License-Identifier: GPL-2.0-only
/*
 * Numbers of a request: read as the kernel's memparse() does, but never
 * wrapped around and never with something left over. And lines at random.
 */
#include "unit.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "request.h"

static int parse(struct mmhp_request *req, enum mmhp_verb verb,
		 const char *line, struct mmhp_reason *why)
{
	static const struct mmhp_request defaults = { .node = MMHP_NODE_AUTO };
	char *copy = strdup(line);
	int ret;

	assert_non_null(copy);
	why->text[0] = '\0';
	ret = mmhp_request_parse(req, &defaults, verb, copy, why);
	free(copy);
	return ret;
}

/* As an address, and as a size */
static void expect_number(const char *text, int err, u64 value)
{
	char line[128];
	struct mmhp_reason why;
	struct mmhp_request req;
	int ret;

	ret = parse(&req, MMHP_OFFLINE, text, &why);
	expect(ret == err, "\"%s\": %d, %s", text, ret, why.text);
	expect(ret || req.start == value, "\"%s\": 0x%llx", text, req.start);

	snprintf(line, sizeof(line), "0 %s", text);
	ret = parse(&req, MMHP_REMOVE, line, &why);
	expect(ret == err, "\"%s\": %d, %s", line, ret, why.text);
	expect(ret || req.size == value, "\"%s\": 0x%llx", line, req.size);
	expect(!ret == !why.text[0], "\"%s\": %d, but \"%s\"", line, ret, why.text);
	expect(ret != -ERANGE || strstr(why.text, "64 bits"), "\"%s\": %s", line, why.text);
	expect(ret != -EINVAL || strstr(why.text, "not a number"), "\"%s\": %s",
	       line, why.text);
}

struct number {
	const char *text;
	int err;
	u64 value;
};

static const struct number numbers[] = {
	{ "0", 0, 0 },
	{ "00", 0, 0 },
	{ "1", 0, 1 },
	{ "9", 0, 9 },
	{ "10", 0, 10 },
	{ "0x0", 0, 0 },
	{ "0xff", 0, 255 },
	{ "0XFF", 0, 255 },
	{ "0xAbCdEf", 0, 0xabcdef },
	{ "0x140000000", 0, 0x140000000 },
	{ "010", 0, 8 },
	{ "0777", 0, 511 },
	/* E is a digit where it can be one. */
	{ "0x1E", 0, 30 },
	{ "0x1e", 0, 30 },
	{ "0x1P", 0, 1ULL << 50 },
	{ "0x1K", 0, 1024 },
	{ "01K", 0, 1024 },
	{ "010K", 0, 8192 },
	{ "0K", 0, 0 },
	{ "0E", 0, 0 },

	/* the largest of each base, and one more */
	{ "18446744073709551615", 0, U64_MAX },
	{ "18446744073709551616", -ERANGE, 0 },
	{ "18446744073709551620", -ERANGE, 0 },
	{ "99999999999999999999999999999999999", -ERANGE, 0 },
	{ "0xffffffffffffffff", 0, U64_MAX },
	{ "0x00000000ffffffffffffffff", 0, U64_MAX },
	{ "0x10000000000000000", -ERANGE, 0 },
	{ "01777777777777777777777", 0, U64_MAX },
	{ "02000000000000000000000", -ERANGE, 0 },

	/* not a number */
	{ "x", -EINVAL, 0 },
	{ "0x", -EINVAL, 0 },
	{ "0xK", -EINVAL, 0 },
	{ "0xg", -EINVAL, 0 },
	{ "K", -EINVAL, 0 },
	{ "08", -EINVAL, 0 },
	{ "0189", -EINVAL, 0 },
	{ "-1", -EINVAL, 0 },
	{ "+1", -EINVAL, 0 },
	{ "1.5G", -EINVAL, 0 },
	{ "1,024", -EINVAL, 0 },
	{ "1_024", -EINVAL, 0 },
	{ "1a", -EINVAL, 0 },
	{ "a1", -EINVAL, 0 },
	{ "0b1", -EINVAL, 0 },
	{ "1KK", -EINVAL, 0 },
	{ "1KB", -EINVAL, 0 },
	{ "1GiB", -EINVAL, 0 },
	{ "1Z", -EINVAL, 0 },
	{ "1Y", -EINVAL, 0 },
	{ "1B", -EINVAL, 0 },
	{ "0x0x1", -EINVAL, 0 },
	{ "\"1\"", -EINVAL, 0 },
	{ "\xe2\x91\xa0", -EINVAL, 0 },
	{ "1\x01", -EINVAL, 0 },
};

static void reads_numbers(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(numbers); i++)
		expect_number(numbers[i].text, numbers[i].err, numbers[i].value);
}

/* Each suffix in both cases: one, the most that fits, one more. */
static void shifts_by_suffixes(void **state)
{
	static const char suffixes[] = "KMGTPE";
	int i;

	(void)state;
	for (i = 0; suffixes[i]; i++) {
		const int shift = 10 * (i + 1);
		const u64 most = U64_MAX >> shift;
		const char upper = suffixes[i], lower = upper + ('a' - 'A');
		char text[64];

		snprintf(text, sizeof(text), "1%c", upper);
		expect_number(text, 0, 1ULL << shift);
		snprintf(text, sizeof(text), "1%c", lower);
		expect_number(text, 0, 1ULL << shift);
		snprintf(text, sizeof(text), "%" PRIu64 "%c", (uint64_t)most, upper);
		expect_number(text, 0, most << shift);
		snprintf(text, sizeof(text), "%" PRIu64 "%c", (uint64_t)most + 1, upper);
		expect_number(text, -ERANGE, 0);
		snprintf(text, sizeof(text), "0%" PRIo64 "%c", (uint64_t)most + 1, lower);
		expect_number(text, -ERANGE, 0);
		/* 64 bits before the suffix, which must not make them fit again */
		snprintf(text, sizeof(text), "18446744073709551615%c", upper);
		expect_number(text, -ERANGE, 0);
	}
}

/* A generator of our own: the same lines on every machine. */
static u64 next_random(void)
{
	static u64 x = 88172645463325252ULL;

	x ^= x << 13;
	x ^= x >> 7;
	x ^= x << 17;
	return x;
}

static void reads_what_printf_writes(void **state)
{
	static const char *const formats[] = { "%" PRIu64, "0x%" PRIx64, "0%" PRIo64 };
	int i;

	(void)state;
	for (i = 0; i < 20000; i++) {
		const u64 value = next_random() >> next_random() % 64;
		char text[64];
		size_t f;

		for (f = 0; f < ARRAY_SIZE(formats); f++) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			snprintf(text, sizeof(text), formats[f], (uint64_t)value);
#pragma GCC diagnostic pop
			expect_number(text, 0, value);
		}
	}
}

static void make_line(char *line, size_t size)
{
	static const char *const words[] = {
		" ", " ", "\t", "\n", "=", "0x", "0", "1", "7", "9", "f", "K", "G", "E", "z",
		"layout=", "online=", "node=", "dry_run=", "range", "block", "online",
		"offline", "online_kernel", "auto", "default", "-", "\xa0", "\xff", "\"", "%s", "%n",
	};
	int left = next_random() % 12;

	line[0] = '\0';
	while (left--) {
		const char *word = words[next_random() % ARRAY_SIZE(words)];

		if (strlen(line) + strlen(word) < size)
			strcat(line, word);
	}
}

/* Whatever stands there: a request without a reason, or a reason. */
static void answers_lines_at_random(void **state)
{
	long understood = 0, i;

	(void)state;
	for (i = 0; i < 300000; i++) {
		const enum mmhp_verb verb = next_random() % 4;
		struct mmhp_reason why;
		struct mmhp_request req;
		char line[160];
		int ret;

		make_line(line, sizeof(line));
		ret = parse(&req, verb, line, &why);
		expect(ret == 0 || ret == -EINVAL || ret == -ERANGE, "\"%s\": %d", line, ret);
		expect(!ret == !why.text[0], "\"%s\": %d, \"%s\"", line, ret, why.text);
		expect(ret || req.verb == verb, "\"%s\"", line);
		understood += !ret;
	}
	/* else the lines are too wild to tell anything */
	assert_true(understood > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_numbers),
		cmocka_unit_test(shifts_by_suffixes),
		cmocka_unit_test(reads_what_printf_writes),
		cmocka_unit_test(answers_lines_at_random),
	};

	return cmocka_run_group_tests_name("request numbers", tests, NULL, NULL);
}
