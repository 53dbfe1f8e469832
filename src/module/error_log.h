/* SPDX-License-Identifier: GPL-2.0 */
/* The last requests that failed, and why */
#ifndef _MMHP_ERROR_LOG_H
#define _MMHP_ERROR_LOG_H

#include <linux/seq_file.h>

#include "reason.h"
#include "request.h"

void mmhp_error_log_add(enum mmhp_verb verb, const char *line, int err,
			const struct mmhp_reason *why);
void mmhp_error_log_add_block(unsigned long block_id, bool online, int err,
			      const struct mmhp_reason *why);
void mmhp_error_log_add_power(const char *what, int err,
			      const struct mmhp_reason *why);
ssize_t mmhp_error_log_emit(char *buf);
int mmhp_error_log_show(struct seq_file *seq, void *unused);

#endif /* _MMHP_ERROR_LOG_H */
