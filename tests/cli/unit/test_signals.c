// SPDX-License-Identifier: GPL-2.0
/*
 * A signal ends what waits, even if it came right before.
 */
#include <signal.h>
#include <unistd.h>

#include "cli.h"
#include "signals.h"

static void test_before_the_wait(void **state)
{
	int pipe_fd[2];
	char byte;

	(void)state;
	assert_int_equal(pipe(pipe_fd), 0);
	signals_catch(0);
	assert_int_equal(signals_caught(), 0);
	raise(SIGTERM);
	assert_int_equal(read(pipe_fd[0], &byte, 1), -1);
	assert_int_equal(errno, EINTR);
	/* What ended it is another one; what counts is the first. */
	assert_int_equal(signals_caught(), SIGTERM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_before_the_wait),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
