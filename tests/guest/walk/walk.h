/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What the files of walk share.
 *
 *   walk.c    takes the steps, and tells what went wrong
 *   pick.c    which operation comes next; probe.c has the lines that add a range
 *   model.c   what the documents say that it does: errno, and the state after it
 *   state.c   what follows from such a state: where each page is
 *   show.c    what the files of the module and the kernel have to say in that state
 *   kernel.c  what they do say
 */
#ifndef WALK_H
#define WALK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <uapi/mmhp_selfhost.h>

/* The DIMM: what lies below is boot memory, what lies above is set aside (memmap=) as Reserved. */
#define ARENA_START 0x140000000ULL
#define ARENA_BLOCKS 96u
#define BLOCK_SIZE (128ULL << 20)
#define ARENA_SIZE (ARENA_BLOCKS * BLOCK_SIZE)
#define ARENA_FIRST ((unsigned int)(ARENA_START / BLOCK_SIZE))
#define RESERVED_SIZE (2 * BLOCK_SIZE)
/* Nobody claims it, and no RAM answers */
#define NOWHERE (1ULL << 39)

#define PAGE 4096u
#define BLOCK_PAGES ((unsigned int)(BLOCK_SIZE / PAGE))
/* Pages that the struct pages of a block take, 64 bytes each */
#define BLOCK_MEMMAP (BLOCK_PAGES / 64)

#define MEMORY "/sys/devices/system/memory"
#define DEBUGFS "/sys/kernel/debug/" MMHP_DIR
#define MODULE "/sys/module/" MMHP_NAME
/* Another listener of the kernel's, which refuses what it is told to refuse */
#define VETO "/sys/kernel/debug/notifier-error-inject/memory/actions/MEM_GOING_"
#define VETO_ERRNO ENOMEM

enum zone { ZONE_NONE, ZONE_NORMAL, ZONE_MOVABLE };
extern const char *const zone_names[];

enum layout { LAYOUT_RANGE, LAYOUT_BLOCK, LAYOUTS };
extern const char *const layout_words[];

enum way { WAY_DEFAULT, WAY_OFFLINE, WAY_ONLINE, WAY_KERNEL, WAY_MOVABLE, WAYS };
extern const char *const way_words[];

enum op_kind {
	OP_PROBE, OP_REMOVE, OP_ONLINE, OP_OFFLINE, OP_STANDBY,
	OP_BLOCK, /* one block by hand */
	OP_LAYOUT, OP_WAY, OP_AUTO_ONLINE, OP_VETO_ONLINE, OP_VETO_OFFLINE, /* settings */
	OP_KINDS
};

/* One write(2), as text and as what the text means */
struct op {
	enum op_kind kind;
	char path[96];
	char text[2048];
	size_t len;
	int text_errno; /* what is wrong with the text, whatever it is about; 0: nothing */
	uint64_t start, size;
	bool has_size;
	int layout, way; /* -1: not said; for a setting, its new value */
	bool standby, dry_run;
	bool core, bad_node, veto;
	unsigned int block; /* OP_BLOCK: number of the block in the arena */
};

/* A block is offline if it has no zone. */
struct block {
	enum zone zone;
	enum zone host_zone; /* of the host pages at its head */
};

struct range {
	unsigned int first, nr; /* blocks, the first of the arena is 0 */
	enum layout layout;
	bool standby;
};

/* From the start of a zone up to its end; empty if they are the same */
struct span {
	uint64_t start_pfn, end_pfn;
};

struct model {
	struct range ranges[ARENA_BLOCKS]; /* by address */
	unsigned int nr_ranges;
	struct block blocks[ARENA_BLOCKS];
	struct span normal; /* of boot memory */
	enum layout layout;
	enum way way, auto_online;
	bool veto_online, veto_offline;
};

/* Any of these may come. */
struct answer {
	int errnos[4]; /* 0: it succeeds */
	unsigned int nr;
	bool chance; /* a page of the kernel's own decides */
};

struct text {
	char buf[32768];
	size_t len;
};

/* state.c */
unsigned int range_usable(const struct range *range);
unsigned int range_host_blocks(const struct range *range);
unsigned int range_boundary(const struct range *range);
unsigned int range_offset(const struct range *range, unsigned int block);
bool range_is_host(const struct range *range, unsigned int block);
unsigned int range_online(const struct model *model, const struct range *range);
const struct range *model_range_of(const struct model *model, unsigned int block);
bool model_has_device(const struct model *model, unsigned int block);
bool model_is_free(const struct model *model, unsigned int first, unsigned int nr);
uint64_t block_pfn(unsigned int block);
struct span model_span(const struct model *model, enum zone zone);
enum zone model_default_zone(const struct model *model, uint64_t start_pfn, uint64_t end_pfn);
enum zone way_zone(const struct model *model, enum way way, uint64_t start_pfn, uint64_t end_pfn);
enum zone range_zone(const struct model *model, const struct range *range, enum way way);

/* model.c */
bool answer_allows(const struct answer *answer, int err);
void model_predict(const struct model *model, const struct op *op, struct answer *answer);
void model_apply(struct model *model, const struct op *op);

/* show.c */
void text_add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void show_ranges(const struct model *model, struct text *text);
void show_blocks(const struct model *model, struct text *text);
void show_devices(const struct model *model, struct text *text);
void show_sysfs(const struct model *model, struct text *text);
void show_zones(const struct model *model, struct text *text);
void show_iomem(const struct model *model, struct text *text);
uint64_t show_managed(const struct model *model);

/* kernel.c */
bool kernel_start(struct model *model);
int kernel_write(const struct op *op);
bool kernel_check(const struct model *model);
bool kernel_check_log(const struct op *op, const struct answer *answer, int err);

/* pick.c */
extern uint64_t pick_state;
void pick(const struct model *model, bool clear, struct op *op);
uint64_t pick_number(uint64_t below);

#endif
