/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_IOMEM_H
#define MMHP_CLI_IOMEM_H

#include <stddef.h>
#include <stdint.h>

#include "error.h"

/**
 * struct region - a line of /proc/iomem, or an entry of firmware's memory map
 * @start: first byte
 * @last: last byte
 * @depth: 0 at the top; what lies inside of another has more
 * @name: whose it is
 */
struct region {
	uint64_t start;
	uint64_t last;
	unsigned int depth;
	char name[64];
};

/* Sorted by address, what contains before what is contained */
struct regions {
	struct region *at;
	size_t nr;
};

#define IOMEM_RAM		"System RAM"
#define IOMEM_SOFT_RESERVED	"Soft Reserved"
#define IOMEM_RESERVED		"Reserved"

int iomem_parse(char *text, struct regions *regions, struct error *error);
int iomem_read(const char *root, struct regions *regions, struct error *error);
int iomem_read_firmware(const char *root, struct regions *regions,
			struct error *error);
int regions_add(struct regions *regions, uint64_t start, uint64_t last,
		unsigned int depth, const char *name);
void regions_free(struct regions *regions);

#endif /* MMHP_CLI_IOMEM_H */
