/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_SRAT_H
#define MMHP_CLI_SRAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct srat_memory - what firmware's table SRAT says of a range
 * @start: first byte
 * @last: last byte
 * @node: the kernel's number of the node
 * @hotplug: memory may come here later
 */
struct srat_memory {
	uint64_t start;
	uint64_t last;
	int node;
	bool hotplug;
};

struct srat {
	struct srat_memory *at;
	size_t nr;
};

int srat_parse(const unsigned char *table, size_t len, struct srat *srat);
int srat_read(const char *root, struct srat *srat);
int srat_node(const struct srat *srat, uint64_t start, uint64_t last);
void srat_free(struct srat *srat);

#endif /* MMHP_CLI_SRAT_H */
