// SPDX-License-Identifier: GPL-2.0
/*
 * SIGINT, SIGTERM, SIGHUP and the time limit end what waits for the module, and
 * everything after it. They are caught until the program ends: they may come twice,
 * as timeout(1) sends them to the process and to its group, and the second must not
 * end the program in the midst of saying what the first one did.
 */
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "signals.h"

#define SIGNALS_AGAIN_SECONDS	1

static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGALRM };

static volatile sig_atomic_t signals_last;

static void signals_on(int sig)
{
	/* Who interrupts it does not ask whether time was up as well. */
	if (sig != SIGALRM || !signals_last)
		signals_last = sig;
	/* It may have come right before what waits; so another one follows. */
	alarm(SIGNALS_AGAIN_SECONDS);
}

/**
 * signals_catch() - from now on
 * @seconds: the time limit, 0 for none
 */
void signals_catch(unsigned int seconds)
{
	/* Without SA_RESTART: what waits has to end. */
	const struct sigaction action = { .sa_handler = signals_on };
	struct sigaction before;
	size_t i;

	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		/* By nohup(1). A shell that runs a job in the background ignores SIGINT for it. */
		if (signals[i] == SIGHUP && !sigaction(SIGHUP, NULL, &before) &&
		    before.sa_handler == SIG_IGN)
			continue;
		sigaction(signals[i], &action, NULL);
	}
	alarm(seconds);
}

/* The signal that came, SIGALRM for the time limit; 0 if none did */
int signals_caught(void)
{
	return signals_last;
}
