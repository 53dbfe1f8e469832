// SPDX-License-Identifier: GPL-2.0
/*
 * Which operation comes next. It follows from the seed and the state of the model alone.
 */
#include <errno.h>
#include <string.h>

#include "pick.h"

const char *const layout_words[] = { MMHP_WORD_RANGE, MMHP_WORD_BLOCK };
const char *const way_words[] = { MMHP_WORD_DEFAULT, MMHP_WORD_OFFLINE, MMHP_WORD_ONLINE,
				  MMHP_WORD_ONLINE_KERNEL, MMHP_WORD_ONLINE_MOVABLE };

uint64_t pick_state;

/* splitmix64 */
uint64_t pick_number(uint64_t below)
{
	uint64_t z = pick_state += 0x9e3779b97f4a7c15ULL;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
	return (z ^ (z >> 31)) % below;
}

bool percent(unsigned int n)
{
	return pick_number(100) < n;
}

/* --- text ------------------------------------------------------------------------------------- */

void op_add(struct op *op, const char *text)
{
	const size_t len = strlen(text);

	memcpy(op->text + op->len, text, len);
	op->len += len;
}

void op_blank(struct op *op)
{
	static const char *const blanks[] = { " ", " ", " ", "  ", "\t", " \t " };

	op_add(op, PICK(blanks));
}

/* As memparse() reads it */
void op_add_number(struct op *op, uint64_t number)
{
	static const char *const formats[] = { "0x%llx", "0x%llx", "0X%llX", "%llu", "0%llo" };
	static const struct { const char *name; unsigned int shift; } units[] = {
		{ "K", 10 }, { "k", 10 }, { "M", 20 }, { "m", 20 }, { "G", 30 }, { "g", 30 },
	};
	const unsigned int unit = pick_number(6);
	const unsigned int shift = units[unit].shift;
	char buf[40];

	if (percent(40) && number && !(number % (1ULL << shift)))
		snprintf(buf, sizeof(buf), "%llu%s", (unsigned long long)(number >> shift),
			 units[unit].name);
	else
		snprintf(buf, sizeof(buf), PICK(formats), (unsigned long long)number);
	op_add(op, buf);
}

void op_end(struct op *op)
{
	if (percent(50))
		op_add(op, "\n");
}

void op_file(struct op *op, enum op_kind kind)
{
	static const char *const files[] = { MMHP_FILE_PROBE, MMHP_FILE_REMOVE, MMHP_FILE_ONLINE,
					     MMHP_FILE_OFFLINE, MMHP_FILE_STANDBY };

	*op = (struct op){ .kind = kind, .layout = -1, .way = -1 };
	snprintf(op->path, sizeof(op->path), DEBUGFS "/%s", files[kind]);
}

/* Mostly movable: what is in a kernel zone may stay there. */
enum way pick_way(void)
{
	static const enum way ways[] = { WAY_MOVABLE, WAY_MOVABLE, WAY_MOVABLE, WAY_KERNEL, WAY_ONLINE };

	return PICK(ways);
}

/* --- what exists ------------------------------------------------------------------------------ */

/* The large one has a better chance: it makes each step slow, and should have seen much till then. */
static const struct range *pick_range(const struct model *model)
{
	unsigned int i;

	for (i = 0; i < model->nr_ranges; i++)
		if (model->ranges[i].nr >= LARGE && percent(50))
			return &model->ranges[i];
	return &model->ranges[pick_number(model->nr_ranges)];
}

/* The start of a range, or what only looks like it */
static void pick_start(const struct model *model, struct op *op)
{
	if (!model->nr_ranges || percent(4)) {
		op->start = percent(80) ? ARENA_START + pick_number(ARENA_BLOCKS) * BLOCK_SIZE : 0;
		op->size = BLOCK_SIZE;
	} else {
		const struct range *range = pick_range(model);

		op->start = ARENA_START + range->first * BLOCK_SIZE;
		op->size = range->nr * BLOCK_SIZE;
		if (percent(3))
			op->start += PAGE;
		if (percent(3))
			op->start += BLOCK_SIZE;
	}
	op_add_number(op, op->start);
}

static void pick_remove(const struct model *model, struct op *op)
{
	op_file(op, OP_REMOVE);
	pick_start(model, op);
	op->has_size = percent(40);
	if (!op->has_size)
		return;
	if (percent(25))
		op->size = pick_number(8) * BLOCK_SIZE / 2;
	op_blank(op);
	op_add_number(op, op->size);
	op_end(op);
}

static void pick_online(const struct model *model, struct op *op)
{
	static const char *const bad[] = { "offline", "default", "perhaps", "onlinekernel", "online=online" };

	op_file(op, OP_ONLINE);
	pick_start(model, op);
	op->way = WAY_ONLINE;
	if (percent(4)) {
		op->text_errno = EINVAL;
		op_blank(op);
		op_add(op, PICK(bad));
	} else if (percent(90)) {
		op->way = pick_way();
		op_blank(op);
		op_add(op, way_words[op->way]);
	}
	op_end(op);
}

static void pick_other(const struct model *model, struct op *op, enum op_kind kind)
{
	op_file(op, kind);
	pick_start(model, op);
	op_end(op);
}

/* The boundary block and those beside it more often than others; now and then one without a device */
static void pick_block(const struct model *model, struct op *op)
{
	const struct range *range = model->nr_ranges && percent(98) ? pick_range(model) : NULL;

	*op = (struct op){ .kind = OP_BLOCK, .layout = -1 };
	op->block = pick_number(ARENA_BLOCKS);
	if (range) {
		op->block = range->first + pick_number(range->nr);
		if (percent(40))
			op->block = range->first + range_host_blocks(range);
	}
	snprintf(op->path, sizeof(op->path), MEMORY "/memory%u/state", ARENA_FIRST + op->block);
	op->way = model->blocks[op->block].zone == ZONE_NONE ? pick_way() : WAY_OFFLINE;
	if (percent(8))
		op->way = WAY_OFFLINE + pick_number(WAYS - WAY_OFFLINE);
	if (percent(2))
		op->text_errno = EINVAL;
	op_add(op, op->text_errno ? "perhaps" : way_words[op->way]);
	op_end(op);
}

/* --- settings --------------------------------------------------------------------------------- */

static void pick_setting(struct op *op)
{
	static const char *const paths[] = {
		[OP_LAYOUT] = MODULE "/parameters/layout",
		[OP_WAY] = MODULE "/parameters/online",
		[OP_AUTO_ONLINE] = MEMORY "/auto_online_blocks",
	};

	*op = (struct op){ .kind = OP_LAYOUT + pick_number(3), .layout = -1, .way = -1 };
	snprintf(op->path, sizeof(op->path), "%s", paths[op->kind]);
	if (percent(10)) {
		op->text_errno = EINVAL;
		op_add(op, "perhaps");
	} else if (op->kind == OP_LAYOUT) {
		op->layout = pick_number(LAYOUTS);
		op_add(op, layout_words[op->layout]);
	} else {
		op->way = op->kind == OP_WAY && percent(40) ? WAY_DEFAULT :
			  percent(60) ? pick_way() : WAY_OFFLINE;
		op_add(op, way_words[op->way]);
	}
	op_end(op);
}

static void pick_veto(enum op_kind kind, bool veto, struct op *op)
{
	*op = (struct op){ .kind = kind, .layout = -1, .way = -1, .veto = veto };
	snprintf(op->path, sizeof(op->path), VETO "%s/error",
		 kind == OP_VETO_ONLINE ? "ONLINE" : "OFFLINE");
	if (veto)
		snprintf(op->text, sizeof(op->text), "-%d", VETO_ERRNO);
	else
		op_add(op, "0");
	op->len = strlen(op->text);
}

/* With @clear, one range after the other goes away. */
void pick(const struct model *model, bool clear, struct op *op)
{
	const unsigned int n = pick_number(100);

	/* What is always refused is soon known. */
	if (model->veto_online && (clear || percent(30))) {
		pick_veto(OP_VETO_ONLINE, false, op);
	} else if (model->veto_offline && (clear || percent(30))) {
		pick_veto(OP_VETO_OFFLINE, false, op);
	} else if (clear && model->nr_ranges) {
		op_file(op, OP_REMOVE);
		op->start = ARENA_START +
			    model->ranges[pick_number(model->nr_ranges)].first * BLOCK_SIZE;
		op_add_number(op, op->start);
	} else if (n < 24) {
		pick_probe(model, op);
	} else if (n < 28) {
		pick_bad_line(op);
	} else if (n < 37) {
		pick_remove(model, op);
	} else if (n < 53) {
		pick_online(model, op);
	} else if (n < 62) {
		pick_other(model, op, OP_OFFLINE);
	} else if (n < 67) {
		pick_other(model, op, OP_STANDBY);
	} else if (n < 92) {
		pick_block(model, op);
	} else if (n < 96) {
		pick_veto(OP_VETO_ONLINE + pick_number(2), true, op);
	} else {
		pick_setting(op);
	}
}
