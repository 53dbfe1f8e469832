/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_OWNER_H
#define MMHP_CLI_OWNER_H

#include <stdint.h>
#include <stddef.h>

int owner_open(const char *root);
int owner_of(int fd, uint64_t pfn, char *text, size_t len);

#endif /* MMHP_CLI_OWNER_H */
