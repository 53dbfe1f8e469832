// SPDX-License-Identifier: GPL-2.0-only
/* The sentence that goes with an error number: kept whole, cut when too long */
#include "unit.h"

#include <errno.h>
#include <string.h>

#include "reason.h"

static void formats_and_returns_the_error(void **state)
{
	struct mmhp_reason why = { "" };

	(void)state;
	assert_int_equal(mmhp_reason_set(&why, -EBUSY, "block %d is %s", 42, "online"), -EBUSY);
	assert_string_equal(why.text, "block 42 is online");
}

static void replaces_an_earlier_sentence(void **state)
{
	struct mmhp_reason why = { "a long sentence from before" };

	(void)state;
	mmhp_reason_set(&why, -EINVAL, "short");
	assert_string_equal(why.text, "short");
}

static void cuts_at_the_end_of_the_buffer(void **state)
{
	struct {
		struct mmhp_reason why;
		char guard[16];
	} box;
	char text[2 * MMHP_REASON_MAX];

	(void)state;
	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	memset(&box, '#', sizeof(box));
	assert_int_equal(mmhp_reason_set(&box.why, -ERANGE, "%s", text), -ERANGE);
	assert_int_equal(strlen(box.why.text), MMHP_REASON_MAX - 1);
	assert_memory_equal(box.guard, "################", sizeof(box.guard));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(formats_and_returns_the_error),
		cmocka_unit_test(replaces_an_earlier_sentence),
		cmocka_unit_test(cuts_at_the_end_of_the_buffer),
	};

	return cmocka_run_group_tests_name("reason", tests, NULL, NULL);
}
