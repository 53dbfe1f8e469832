/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_ACTION_H
#define MMHP_CLI_ACTION_H

#include "ctl.h"
#include "mmhp.h"
#include "parse.h"
#include "ranges.h"

/**
 * struct action - a request about ranges that are there
 * @file: what it is written to
 * @verb: what is being done, as people say it
 * @done: what was done
 * @leaving: memory is emptied
 * @word: what is written behind the address, or NULL
 * @forget: also don't add the range at boot any more
 * @wait: how long it may take
 */
struct action {
	const char *file;
	const char *verb;
	const char *done;
	bool leaving;
	const char *word;
	bool forget;
	struct ctl_wait wait;
};

int action_request(const struct mmhp *mmhp, const struct ctl *ctl,
		   const struct action *action, const struct span *span,
		   const char *line, struct error *error);
int action_run(const struct mmhp *mmhp, const struct action *action,
	       const struct span *span);
bool action_wait_option(struct ctl_wait *wait, int id, const char *arg,
			struct error *error);
int action_no_more(const struct mmhp *mmhp, int argc, char **argv, int used);

#endif /* MMHP_CLI_ACTION_H */
