/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_WHY_LOG_H
#define MMHP_CLI_WHY_LOG_H

#include <stdint.h>

struct json_object;

void why_log_print(const char *root, uint64_t start, uint64_t size,
		   struct json_object *json);

#endif /* MMHP_CLI_WHY_LOG_H */
