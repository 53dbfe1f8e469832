/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_RANGES_H
#define MMHP_CLI_RANGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ctl.h"
#include "error.h"

#define RANGES_WORD	24
#define RANGES_PAGE	4096

/* A number that is not known, or that there is not */
#define RANGES_NONE	UINT64_MAX

/**
 * struct range - what the module says of a range
 * @start: first byte
 * @size: bytes
 * @layout: word of layout=
 * @engine: word of engine=
 * @state: word
 * @zone: name of a zone, "none", "mixed", or "" if it is not known
 * @node: number of the node
 * @blocks: memory blocks that have a device
 * @online: how many of them are online
 * @memmap: where its first struct page lies, or RANGES_NONE
 * @memmap_pages: pages that hold its memmap
 * @adistance: abstract distance, or RANGES_NONE
 * @add_us: how long the last add took, or RANGES_NONE; so @verify_us ...
 */
struct range {
	uint64_t start;
	uint64_t size;
	char layout[RANGES_WORD];
	char engine[RANGES_WORD];
	char state[RANGES_WORD];
	char zone[RANGES_WORD];
	int node;
	uint64_t blocks;
	uint64_t online;
	uint64_t memmap;
	uint64_t memmap_pages;
	uint64_t adistance;
	uint64_t add_us;
	uint64_t verify_us;
	uint64_t online_us;
	uint64_t offline_us;
};

/**
 * struct block - what the module says of a memory block
 * @number: N of memoryN
 * @start: first byte
 * @state: word
 * @zone: name of its zone, or "-"
 * @memmap_pfn: where its first struct page lies, or RANGES_NONE
 * @offset: how many of its first pages are host pages
 * @first_pfn: its first usable pfn, or RANGES_NONE
 * @tagged: host pages that carry the tag
 * @host_pages: host pages that should
 * @memmap_zone: zone of its memmap, or "-"
 * @bad_pages: bad pages, or RANGES_NONE
 */
struct block {
	uint64_t number;
	uint64_t start;
	char state[RANGES_WORD];
	char zone[RANGES_WORD];
	uint64_t memmap_pfn;
	uint64_t offset;
	uint64_t first_pfn;
	uint64_t tagged;
	uint64_t host_pages;
	char memmap_zone[RANGES_WORD];
	uint64_t bad_pages;
};

struct ranges {
	struct range *at;
	size_t nr;
};

struct blocks {
	struct block *at;
	size_t nr;
};

int ranges_read(const struct ctl *ctl, struct ranges *ranges, struct error *error);
int blocks_read(const struct ctl *ctl, struct blocks *blocks, struct error *error);
void ranges_free(struct ranges *ranges);
void blocks_free(struct blocks *blocks);
const struct range *ranges_find(const struct ranges *ranges, uint64_t start);
int ranges_block_size(const char *root, uint64_t *size, struct error *error);

/* ranges_table.c: the tables of debugfs as text */
int ranges_parse(char *text, struct ranges *ranges, struct error *error);
int blocks_parse(char *text, struct blocks *blocks, struct error *error);

/* ranges_sysfs.c */
int ranges_read_sysfs(const char *root, struct ranges *ranges, struct error *error);

#endif /* MMHP_CLI_RANGES_H */
