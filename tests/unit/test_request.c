// SPDX-License-Identifier: GPL-2.0-only
/* A line of text as a request: what is understood, what is refused and why */
#include "unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <uapi/mmhp_selfhost.h>

#include "request.h"
#include "words.h"

/* What no line below asks for, so that a field left alone shows */
static const struct mmhp_request defaults = {
	.layout = MMHP_LAYOUT_BLOCK,
	.online = MMHP_ONLINE_MOVABLE,
	.node = 7,
	.engine = MMHP_ENGINE_AUTO,
	.adistance = 42,
	.verify = MMHP_VERIFY_FULL,
	.dry_run = false,
};

/* Parses a copy that ends where the line ends, so that ASAN sees a step too far. */
static int parse_bytes(struct mmhp_request *req, enum mmhp_verb verb,
		       const char *line, size_t len, struct mmhp_reason *why)
{
	char *copy = malloc(len + 1);
	int ret;

	assert_non_null(copy);
	memcpy(copy, line, len);
	copy[len] = '\0';
	why->text[0] = '\0';
	ret = mmhp_request_parse(req, &defaults, verb, copy, why);
	free(copy);
	return ret;
}

static int parse(struct mmhp_request *req, enum mmhp_verb verb,
		 const char *line, struct mmhp_reason *why)
{
	return parse_bytes(req, verb, line, strlen(line), why);
}

struct understood {
	const char *line;
	enum mmhp_verb verb;
	u64 start, size;
	bool has_size;
	enum mmhp_layout_kind layout;
	enum mmhp_online online;
	int node;
	bool dry_run;
};

#define LEFT_ALONE	MMHP_LAYOUT_BLOCK, MMHP_ONLINE_MOVABLE, 7, false

static const struct understood understood[] = {
	{ "0x140000000", MMHP_PROBE, 0x140000000, 0, false, LEFT_ALONE },
	{ "0x140000000\n", MMHP_PROBE, 0x140000000, 0, false, LEFT_ALONE },
	{ "0x140000000\r\n", MMHP_PROBE, 0x140000000, 0, false, LEFT_ALONE },
	{ " \t 0x140000000 \t\n\n", MMHP_PROBE, 0x140000000, 0, false, LEFT_ALONE },
	{ "5G 20G", MMHP_PROBE, 5 * GIB, 20 * GIB, true, LEFT_ALONE },
	{ "5G\t20G\n", MMHP_PROBE, 5 * GIB, 20 * GIB, true, LEFT_ALONE },
	{ "5G\v20G\f", MMHP_PROBE, 5 * GIB, 20 * GIB, true, LEFT_ALONE },
	{ "5G 0", MMHP_PROBE, 5 * GIB, 0, true, LEFT_ALONE },
	{ "0 1", MMHP_PROBE, 0, 1, true, LEFT_ALONE },
	{ "5G layout=range", MMHP_PROBE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_RANGE, MMHP_ONLINE_MOVABLE, 7, false },
	{ "5G layout=block", MMHP_PROBE, 5 * GIB, 0, false, LEFT_ALONE },
	{ "5G 20G layout=range", MMHP_PROBE, 5 * GIB, 20 * GIB, true,
	  MMHP_LAYOUT_RANGE, MMHP_ONLINE_MOVABLE, 7, false },
	{ "5G online=default", MMHP_PROBE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_BLOCK, MMHP_ONLINE_DEFAULT, 7, false },
	{ "5G online=offline", MMHP_PROBE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_BLOCK, MMHP_ONLINE_NOT, 7, false },
	{ "5G online=online", MMHP_PROBE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_BLOCK, MMHP_ONLINE_ANY, 7, false },
	{ "5G online=online_kernel", MMHP_PROBE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_BLOCK, MMHP_ONLINE_KERNEL, 7, false },
	{ "5G online=online_movable", MMHP_PROBE, 5 * GIB, 0, false, LEFT_ALONE },
	{ "5G node=0", MMHP_PROBE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_BLOCK, MMHP_ONLINE_MOVABLE, 0, false },
	{ "5G node=0x10", MMHP_PROBE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_BLOCK, MMHP_ONLINE_MOVABLE, 16, false },
	{ "5G node=2147483647", MMHP_PROBE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_BLOCK, MMHP_ONLINE_MOVABLE, INT_MAX, false },
	{ "5G node=auto", MMHP_PROBE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_BLOCK, MMHP_ONLINE_MOVABLE, MMHP_NODE_AUTO, false },
	{ "5G dry_run=1", MMHP_PROBE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_BLOCK, MMHP_ONLINE_MOVABLE, 7, true },
	{ "5G dry_run=0", MMHP_PROBE, 5 * GIB, 0, false, LEFT_ALONE },
	{ "5G 1G dry_run=1 node=1 online=online layout=range", MMHP_PROBE, 5 * GIB, GIB,
	  true, MMHP_LAYOUT_RANGE, MMHP_ONLINE_ANY, 1, true },
	{ "5G", MMHP_REMOVE, 5 * GIB, 0, false, LEFT_ALONE },
	{ "5G 20G\n", MMHP_REMOVE, 5 * GIB, 20 * GIB, true, LEFT_ALONE },
	{ "5G", MMHP_OFFLINE, 5 * GIB, 0, false, LEFT_ALONE },
	{ "5G", MMHP_STANDBY, 5 * GIB, 0, false, LEFT_ALONE },
	/* The zone of an online line is the kernel's choice, whatever the default is. */
	{ "5G", MMHP_ONLINE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_BLOCK, MMHP_ONLINE_ANY, 7, false },
	{ "5G online", MMHP_ONLINE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_BLOCK, MMHP_ONLINE_ANY, 7, false },
	{ "5G online_kernel\n", MMHP_ONLINE, 5 * GIB, 0, false,
	  MMHP_LAYOUT_BLOCK, MMHP_ONLINE_KERNEL, 7, false },
	{ "5G online_movable", MMHP_ONLINE, 5 * GIB, 0, false, LEFT_ALONE },
};

static void understands(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(understood); i++) {
		const struct understood *u = &understood[i];
		struct mmhp_reason why;
		struct mmhp_request req;
		const int ret = parse(&req, u->verb, u->line, &why);

		expect(ret == 0, "\"%s\": %d, %s", u->line, ret, why.text);
		expect(!why.text[0], "\"%s\": %s", u->line, why.text);
		expect(req.verb == u->verb, "\"%s\"", u->line);
		expect(req.start == u->start, "\"%s\": 0x%llx", u->line, req.start);
		expect(req.size == u->size, "\"%s\": 0x%llx", u->line, req.size);
		expect(req.has_size == u->has_size, "\"%s\"", u->line);
		expect(req.layout == u->layout, "\"%s\": %d", u->line, req.layout);
		expect(req.online == u->online, "\"%s\": %d", u->line, req.online);
		expect(req.node == u->node, "\"%s\": %d", u->line, req.node);
		expect(req.dry_run == u->dry_run, "\"%s\"", u->line);
	}
}

struct placed {
	const char *line;
	bool has_layout, has_online;
	enum mmhp_engine_kind engine;
	int adistance;
	bool standby;
};

static const struct placed placed[] = {
	{ "5G", false, false, MMHP_ENGINE_AUTO, 42, false },
	{ "5G layout=block", true, false, MMHP_ENGINE_AUTO, 42, false },
	{ "5G online=online_movable", false, true, MMHP_ENGINE_AUTO, 42, false },
	{ "5G engine=direct", false, false, MMHP_ENGINE_DIRECT, 42, false },
	{ "5G engine=core", false, false, MMHP_ENGINE_CORE, 42, false },
	{ "5G engine=auto", false, false, MMHP_ENGINE_AUTO, 42, false },
	{ "5G adistance=1", false, false, MMHP_ENGINE_AUTO, 1, false },
	{ "5G adistance=0x240", false, false, MMHP_ENGINE_AUTO, 576, false },
	{ "5G adistance=2147483647", false, false, MMHP_ENGINE_AUTO, INT_MAX, false },
	{ "5G standby=1", false, false, MMHP_ENGINE_AUTO, 42, true },
	{ "5G standby=0 online=online", false, true, MMHP_ENGINE_AUTO, 42, false },
	{ "5G online=offline standby=1", false, true, MMHP_ENGINE_AUTO, 42, true },
	{ "5G layout=range engine=core adistance=7 standby=1", true, false,
	  MMHP_ENGINE_CORE, 7, true },
};

static void understands_placement(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(placed); i++) {
		const struct placed *p = &placed[i];
		struct mmhp_reason why;
		struct mmhp_request req;
		const int ret = parse(&req, MMHP_PROBE, p->line, &why);

		expect(ret == 0, "\"%s\": %d, %s", p->line, ret, why.text);
		expect(req.has_layout == p->has_layout, "\"%s\"", p->line);
		expect(req.has_online == p->has_online, "\"%s\"", p->line);
		expect(req.engine == p->engine, "\"%s\": %d", p->line, req.engine);
		expect(req.adistance == p->adistance, "\"%s\": %d", p->line,
		       req.adistance);
		expect(req.standby == p->standby, "\"%s\"", p->line);
	}
}

struct tested {
	const char *line;
	enum mmhp_verify verify;
	enum mmhp_allow allow;
};

static const struct tested tested[] = {
	{ "5G", MMHP_VERIFY_FULL, MMHP_ALLOW_NOTHING },
	{ "5G verify=none", MMHP_VERIFY_NONE, MMHP_ALLOW_NOTHING },
	{ "5G verify=sample", MMHP_VERIFY_SAMPLE, MMHP_ALLOW_NOTHING },
	{ "5G verify=full", MMHP_VERIFY_FULL, MMHP_ALLOW_NOTHING },
	{ "5G allow=reserved", MMHP_VERIFY_FULL, MMHP_ALLOW_RESERVED },
	{ "5G allow=reserved verify=none", MMHP_VERIFY_NONE, MMHP_ALLOW_RESERVED },
};

static void understands_tests(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(tested); i++) {
		const struct tested *t = &tested[i];
		struct mmhp_reason why;
		struct mmhp_request req;
		const int ret = parse(&req, MMHP_PROBE, t->line, &why);

		expect(ret == 0, "\"%s\": %d, %s", t->line, ret, why.text);
		expect(req.verify == t->verify, "\"%s\": %d", t->line, req.verify);
		expect(req.allow == t->allow, "\"%s\": %d", t->line, req.allow);
	}
}

struct refused {
	const char *line;
	enum mmhp_verb verb;
	int err;
	const char *says;
};

static const struct refused refused[] = {
	/* nothing there */
	{ "", MMHP_PROBE, -EINVAL, "address is missing" },
	{ "\n", MMHP_PROBE, -EINVAL, "address is missing" },
	{ " \t\v\f\r\n", MMHP_PROBE, -EINVAL, "address is missing" },
	{ "", MMHP_REMOVE, -EINVAL, "address is missing" },
	{ " ", MMHP_ONLINE, -EINVAL, "address is missing" },
	{ "\n", MMHP_OFFLINE, -EINVAL, "address is missing" },

	/* keys */
	{ "5G layout=", MMHP_PROBE, -EINVAL, "range or block" },
	{ "5G layout=Range", MMHP_PROBE, -EINVAL, "\"Range\"" },
	{ "5G layout=ranges", MMHP_PROBE, -EINVAL, "\"ranges\"" },
	{ "5G layout =range", MMHP_PROBE, -EINVAL, "\"layout\" is not" },
	{ "5G layout= range", MMHP_PROBE, -EINVAL, "range or block" },
	{ "5G online=", MMHP_PROBE, -EINVAL,
	  "default, offline, online, online_kernel or online_movable" },
	{ "5G online=movable", MMHP_PROBE, -EINVAL, "\"movable\"" },
	{ "5G node=", MMHP_PROBE, -EINVAL, "\"\" is not a number" },
	{ "5G node=-1", MMHP_PROBE, -EINVAL, "\"-1\"" },
	{ "5G node=2147483648", MMHP_PROBE, -EINVAL, "no node 2147483648" },
	{ "5G node=18446744073709551616", MMHP_PROBE, -ERANGE, "64 bits" },
	{ "5G node=one", MMHP_PROBE, -EINVAL, "\"one\"" },
	{ "5G engine=", MMHP_PROBE, -EINVAL, "direct, core or auto" },
	{ "5G engine=Core", MMHP_PROBE, -EINVAL, "\"Core\"" },
	{ "5G adistance=", MMHP_PROBE, -EINVAL, "\"\" is not a number" },
	{ "5G adistance=0", MMHP_PROBE, -EINVAL, "1 to 2147483647" },
	{ "5G adistance=2147483648", MMHP_PROBE, -EINVAL, "1 to 2147483647" },
	{ "5G adistance=18446744073709551616", MMHP_PROBE, -ERANGE, "64 bits" },
	{ "5G standby=", MMHP_PROBE, -EINVAL, "standby is 0 or 1" },
	{ "5G standby=2", MMHP_PROBE, -EINVAL, "standby is 0 or 1" },
	{ "5G standby=1 online=online", MMHP_PROBE, -EINVAL, "standby=1 leaves" },
	{ "5G online=default standby=1", MMHP_PROBE, -EINVAL, "standby=1 leaves" },
	{ "5G dry_run=", MMHP_PROBE, -EINVAL, "0 or 1" },
	{ "5G dry_run=2", MMHP_PROBE, -EINVAL, "0 or 1" },
	{ "5G dry_run=yes", MMHP_PROBE, -EINVAL, "\"yes\"" },
	{ "5G dry_run=10", MMHP_PROBE, -EINVAL, "\"10\"" },
	{ "5G =range", MMHP_PROBE, -EINVAL, "\"\" is not a key" },
	{ "5G =", MMHP_PROBE, -EINVAL, "\"\" is not a key" },
	{ "5G colour=red", MMHP_PROBE, -EINVAL, "\"colour\" is not a key" },
	{ "5G colour=red", MMHP_PROBE, -EINVAL,
	  "layout, node, online, engine, adistance, verify, allow, standby and dry_run" },
	{ "5G verify=", MMHP_PROBE, -EINVAL, "none, sample or full" },
	{ "5G verify=all", MMHP_PROBE, -EINVAL, "\"all\" is no kind of test" },
	{ "5G allow=soft", MMHP_PROBE, -EINVAL, "it is reserved" },
	{ "5G allow=reserved", MMHP_REMOVE, -EINVAL, "one word too many" },
	{ "5G Layout=range", MMHP_PROBE, -EINVAL, "\"Layout\" is not a key" },
	{ "5G layou=range", MMHP_PROBE, -EINVAL, "\"layou\" is not a key" },
	{ "5G layouts=range", MMHP_PROBE, -EINVAL, "\"layouts\" is not a key" },
	{ "5G layout=range=block", MMHP_PROBE, -EINVAL, "\"range=block\"" },

	/* twice, with the same value and with another */
	{ "5G layout=range layout=range", MMHP_PROBE, -EINVAL, "\"layout\" is given twice" },
	{ "5G node=1 layout=range node=2", MMHP_PROBE, -EINVAL, "\"node\" is given twice" },
	{ "5G engine=core engine=core", MMHP_PROBE, -EINVAL, "\"engine\" is given twice" },
	{ "5G online=online online=offline", MMHP_PROBE, -EINVAL, "\"online\" is given twice" },
	{ "5G dry_run=1 dry_run=0", MMHP_PROBE, -EINVAL, "\"dry_run\" is given twice" },

	/* order and number of words */
	{ "layout=range", MMHP_PROBE, -EINVAL, "not a number" },
	{ "layout=range 5G", MMHP_PROBE, -EINVAL, "not a number" },
	{ "5G layout=range 1G", MMHP_PROBE, -EINVAL, "\"1G\"" },
	{ "5G 1G 1G", MMHP_PROBE, -EINVAL, "\"1G\"" },
	{ "5G 1G range", MMHP_PROBE, -EINVAL, "\"range\"" },
	{ "5G 1G 1G", MMHP_REMOVE, -EINVAL, "\"1G\" is one word too many" },
	{ "5G layout=range", MMHP_REMOVE, -EINVAL, "\"layout=range\" is one word too many" },
	{ "5G 1G", MMHP_OFFLINE, -EINVAL, "\"1G\" is one word too many" },
	{ "5G offline", MMHP_OFFLINE, -EINVAL, "\"offline\" is one word too many" },
	{ "5G 1G", MMHP_STANDBY, -EINVAL, "\"1G\" is one word too many" },
	{ "5G offline", MMHP_ONLINE, -EINVAL, "\"offline\"" },
	{ "5G default", MMHP_ONLINE, -EINVAL, "\"default\"" },
	{ "5G 1G", MMHP_ONLINE, -EINVAL, "\"1G\"" },
	{ "5G online=online", MMHP_ONLINE, -EINVAL, "\"online=online\"" },
	{ "5G online online", MMHP_ONLINE, -EINVAL, "one word too many" },
};

static void refuses_with_a_reason(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(refused); i++) {
		const struct refused *r = &refused[i];
		struct mmhp_reason why;
		struct mmhp_request req;
		const int ret = parse(&req, r->verb, r->line, &why);

		expect(ret == r->err, "\"%s\": %d, %s", r->line, ret, why.text);
		expect(strstr(why.text, r->says), "\"%s\": \"%s\" lacks \"%s\"",
		       r->line, why.text, r->says);
	}
}

/* Nothing behind a NUL is read: the first one ends the line. */
static void ends_at_a_nul(void **state)
{
	static const char good[] = "5G\0 what=ever";
	static const char bad[] = "\0" "5G";
	struct mmhp_reason why;
	struct mmhp_request req;

	(void)state;
	assert_int_equal(parse_bytes(&req, MMHP_PROBE, good, sizeof(good) - 1, &why), 0);
	assert_true(req.start == 5 * GIB);
	assert_false(req.has_size);
	assert_int_equal(parse_bytes(&req, MMHP_PROBE, bad, sizeof(bad) - 1, &why), -EINVAL);
}

/* A word of any length, in each place where a reason quotes one */
static void quotes_only_the_head_of_a_long_word(void **state)
{
	static const struct refused places[] = {
		{ "", MMHP_PROBE, -EINVAL, "not a number" },
		{ "5G ", MMHP_PROBE, -EINVAL, "not a number" },
		{ "5G 1G ", MMHP_PROBE, -EINVAL, "KEY=VALUE" },
		{ "5G =", MMHP_PROBE, -EINVAL, "not a key" },
		{ "5G layout=", MMHP_PROBE, -EINVAL, "range or block" },
		{ "5G online=", MMHP_PROBE, -EINVAL, "online_movable" },
		{ "5G node=", MMHP_PROBE, -EINVAL, "not a number" },
		{ "5G dry_run=", MMHP_PROBE, -EINVAL, "0 or 1" },
		{ "5G 1G ", MMHP_REMOVE, -EINVAL, "too many" },
		{ "5G ", MMHP_ONLINE, -EINVAL, "neither" },
		{ "5G ", MMHP_OFFLINE, -EINVAL, "too many" },
	};
	char line[64 + 70000];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(places); i++) {
		const size_t head = strlen(places[i].line);
		struct mmhp_reason why;
		struct mmhp_request req;
		int ret;

		memcpy(line, places[i].line, head);
		memset(line + head, 'y', sizeof(line) - head - 1);
		line[sizeof(line) - 1] = '\0';
		ret = parse(&req, places[i].verb, line, &why);
		expect(ret == places[i].err, "\"%s...\": %d", places[i].line, ret);
		expect(strstr(why.text, places[i].says), "\"%s...\": %s",
		       places[i].line, why.text);
	}
}

static void reads_past_many_blanks(void **state)
{
	char line[70000];
	struct mmhp_reason why;
	struct mmhp_request req;

	(void)state;
	memset(line, ' ', sizeof(line) - 1);
	line[sizeof(line) - 1] = '\0';
	assert_int_equal(parse(&req, MMHP_PROBE, line, &why), -EINVAL);
	memcpy(line, "5G", 2);
	memcpy(line + sizeof(line) - 3, "1G", 2);
	assert_int_equal(parse(&req, MMHP_PROBE, line, &why), 0);
	assert_true(req.size == GIB);
}

static void knows_its_words(void **state)
{
	(void)state;
	assert_string_equal(mmhp_word_text(mmhp_verb_words, MMHP_OFFLINE), "offline");
	assert_string_equal(mmhp_word_text(mmhp_layout_words, MMHP_LAYOUT_RANGE), "range");
	assert_string_equal(mmhp_word_text(mmhp_online_words, MMHP_ONLINE_NOT), "offline");
	assert_string_equal(mmhp_word_text(mmhp_online_words, 99), "?");
	assert_int_equal(mmhp_word_value(mmhp_online_words, "online_kernel"), MMHP_ONLINE_KERNEL);
	assert_int_equal(mmhp_word_value(mmhp_online_words, "kernel"), -EINVAL);
	assert_int_equal(mmhp_word_value(mmhp_online_words, ""), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(understands),
		cmocka_unit_test(understands_placement),
		cmocka_unit_test(understands_tests),
		cmocka_unit_test(refuses_with_a_reason),
		cmocka_unit_test(ends_at_a_nul),
		cmocka_unit_test(quotes_only_the_head_of_a_long_word),
		cmocka_unit_test(reads_past_many_blanks),
		cmocka_unit_test(knows_its_words),
	};

	return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
