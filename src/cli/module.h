/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_MODULE_H
#define MMHP_CLI_MODULE_H

#include <stdbool.h>
#include <stddef.h>

#include "error.h"

bool module_is_loaded(const char *root);
int module_load(const char *root, struct error *error);
int module_version(const char *root, char *version, size_t len);

#endif /* MMHP_CLI_MODULE_H */
