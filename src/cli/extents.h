/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_EXTENTS_H
#define MMHP_CLI_EXTENTS_H

#include <stddef.h>
#include <stdint.h>

#include "iomem.h"
#include "ranges.h"
#include "srat.h"

/* What addresses are; the map's letters and colours go by it. */
enum extent_kind {
	EXTENT_NOTHING,
	EXTENT_OTHER,
	EXTENT_RAM,
	EXTENT_HOST,
	EXTENT_KERNEL,
	EXTENT_MOVABLE,
	EXTENT_OFFLINE,
	EXTENT_STANDBY,
	EXTENT_FREE,
	EXTENT_RESERVED,
	EXTENT_SOFT,
	EXTENT_WINDOW,
	EXTENT_KINDS
};

/**
 * struct extent - addresses that are alike
 * @start: first byte
 * @end: behind the last
 * @kind: what they are
 * @who: whose, for people
 */
struct extent {
	uint64_t start;
	uint64_t end;
	enum extent_kind kind;
	char who[80];
};

struct extents {
	struct extent *at;
	size_t nr;
};

/* What physical memory is described by */
struct machine {
	struct regions iomem;
	struct regions firmware;
	struct srat srat;
	uint64_t block_size;
};

extern const char *const extent_words[EXTENT_KINDS];

int machine_read(struct machine *machine, const char *root, struct error *error);
void machine_free(struct machine *machine);

int extents_iomem(const struct machine *machine,
		  const struct extents *free_memory, struct extents *extents);
int extents_ranges(const struct ranges *ranges, const struct blocks *blocks,
		   uint64_t block_size, struct extents *extents);
void extents_sort(struct extents *extents);
int extents_append(struct extents *extents, uint64_t start, uint64_t end,
		   enum extent_kind kind, const char *who);
int extents_add(struct extents *extents, uint64_t start, uint64_t end,
		enum extent_kind kind, const char *who);
void extents_free(struct extents *extents);
unsigned int extents_gigantic(uint64_t start, uint64_t size);

/* free_memory.c */
int extents_free_memory(const struct machine *machine, struct extents *extents);

#endif /* MMHP_CLI_EXTENTS_H */
