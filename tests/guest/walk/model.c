// SPDX-License-Identifier: GPL-2.0
/*
 * What an operation does, as README.md, the errors in it, and the kernel's rules for zones say. No
 * order is documented in which faults of the machine are looked for, so that a line with more than
 * one may be answered with any of them; what is wrong with the text comes before.
 */
#include <errno.h>
#include <string.h>

#include "walk.h"

/* The range that starts there, as an index; nr_ranges if there is none */
static unsigned int model_find(const struct model *model, uint64_t start)
{
	unsigned int i;

	for (i = 0; i < model->nr_ranges; i++)
		if (ARENA_START + model->ranges[i].first * BLOCK_SIZE == start)
			break;
	return i;
}

/* --- which errno ------------------------------------------------------------------------------ */

static void answer_add(struct answer *answer, int err)
{
	answer->errnos[answer->nr++] = err;
}

bool answer_allows(const struct answer *answer, int err)
{
	unsigned int i;

	for (i = 0; i < answer->nr; i++)
		if (answer->errnos[i] == err)
			return true;
	return false;
}

/* Memory of a kernel zone may hold a page of the kernel's own, and cannot go offline then. */
static void answer_may_stay(struct answer *answer)
{
	answer_add(answer, EBUSY);
	answer->chance = true;
}

/* What pick.c asks for above the arena is reserved, nothing, or more than the machine can map. */
static int predict_span(const struct model *model, uint64_t start, uint64_t size)
{
	const uint64_t reserved_end = ARENA_START + ARENA_SIZE + RESERVED_SIZE;
	const uint64_t last = start + size - 1;

	if (!size || start % BLOCK_SIZE || size % BLOCK_SIZE)
		return EINVAL;
	if (last < start || last >= 1ULL << 46)
		return E2BIG;
	if (start < ARENA_START || start + size > ARENA_START + ARENA_SIZE)
		return start < reserved_end ? EEXIST : ENXIO;
	if (!model_is_free(model, (start - ARENA_START) / BLOCK_SIZE, size / BLOCK_SIZE))
		return EEXIST;
	return 0;
}

/* How a probe line is to go online */
static enum way probe_way(const struct model *model, const struct op *op)
{
	enum way way = op->way < 0 ? model->way : (enum way)op->way;

	if (op->standby || op->dry_run)
		return WAY_OFFLINE;
	return way == WAY_DEFAULT ? model->auto_online : way;
}

static void predict_probe(const struct model *model, const struct op *op, struct answer *answer)
{
	const int err = predict_span(model, op->start, op->has_size ? op->size : BLOCK_SIZE);

	if (err)
		answer_add(answer, err);
	else if (model->veto_online && probe_way(model, op) != WAY_OFFLINE)
		answer_add(answer, VETO_ERRNO);
	if (op->core)
		answer_add(answer, EOPNOTSUPP);
	if (op->bad_node)
		answer_add(answer, EINVAL);
}

static void predict_online(const struct model *model, const struct op *op,
			   const struct range *range, struct answer *answer)
{
	const enum zone zone = range_zone(model, range, op->way);
	unsigned int i;

	for (i = range->first; op->way != WAY_ONLINE && i < range->first + range->nr; i++)
		if (model->blocks[i].zone != ZONE_NONE && model->blocks[i].zone != zone) {
			answer_add(answer, EBUSY);
			return;
		}
	if (model->veto_online && range_online(model, range) < range_usable(range))
		answer_add(answer, VETO_ERRNO);
}

/* A veto of somebody else's is one way in which a block stays online. */
static void predict_offline(const struct model *model, const struct range *range,
			    struct answer *answer)
{
	unsigned int i;

	if (model->veto_offline && range_online(model, range)) {
		answer_add(answer, EBUSY);
		return;
	}
	for (i = range->first; i < range->first + range->nr; i++)
		if (model->blocks[i].zone == ZONE_NORMAL) {
			answer_add(answer, 0);
			answer_may_stay(answer);
			return;
		}
}

static void predict_range(const struct model *model, const struct op *op, struct answer *answer)
{
	const unsigned int i = model_find(model, op->start);
	const struct range *range = &model->ranges[i];

	if (i == model->nr_ranges)
		answer_add(answer, ENOENT);
	else if (op->kind == OP_REMOVE && op->has_size && op->size != range->nr * BLOCK_SIZE)
		answer_add(answer, EINVAL);
	else if (op->kind == OP_ONLINE)
		predict_online(model, op, range, answer);
	else if (op->kind == OP_STANDBY && range_online(model, range))
		answer_add(answer, EBUSY);
	else
		predict_offline(model, range, answer);
}

/*
 * The kernel answers EINVAL where a block is what it shall become. The boundary block goes online
 * first and offline last.
 */
static void predict_block(const struct model *model, const struct op *op, struct answer *answer)
{
	const struct range *range = model_range_of(model, op->block);
	const bool online = model->blocks[op->block].zone != ZONE_NONE;
	unsigned int boundary;

	if (!model_has_device(model, op->block)) {
		answer_add(answer, ENOENT);
		return;
	}
	if (op->text_errno || (op->way != WAY_OFFLINE) == online) {
		answer_add(answer, EINVAL);
		return;
	}
	boundary = range_boundary(range);
	if (boundary != ARENA_BLOCKS && op->block != boundary && !online &&
	    model->blocks[boundary].zone == ZONE_NONE)
		answer_add(answer, EBUSY);
	if (op->block == boundary && online && range_online(model, range) > 1)
		answer_add(answer, EBUSY);
	if (online ? model->veto_offline : model->veto_online)
		answer_add(answer, VETO_ERRNO);
	if (model->blocks[op->block].zone == ZONE_NORMAL) {
		if (!answer->nr)
			answer_add(answer, 0);
		answer_may_stay(answer);
	}
}

void model_predict(const struct model *model, const struct op *op, struct answer *answer)
{
	*answer = (struct answer){ .nr = 0 };
	if (op->kind == OP_BLOCK)
		predict_block(model, op, answer);
	else if (op->text_errno)
		answer_add(answer, op->text_errno);
	else if (op->kind == OP_PROBE)
		predict_probe(model, op, answer);
	else if (op->kind <= OP_STANDBY)
		predict_range(model, op, answer);
	if (!answer->nr)
		answer_add(answer, 0);
}

/* --- what it does, if it succeeds ------------------------------------------------------------- */

/*
 * Host pages of the boundary block go to a kernel zone when the whole range goes online, since boot
 * memory has one; other host pages are where the rest of their block is.
 */
static void range_raise(struct model *model, const struct range *range, enum way way)
{
	const enum zone zone = range_zone(model, range, way);
	unsigned int i;

	for (i = range->first; i < range->first + range->nr; i++) {
		struct block *block = &model->blocks[i];

		if (block->zone != ZONE_NONE || range_is_host(range, i))
			continue;
		block->zone = zone;
		block->host_zone = i == range_boundary(range) ? ZONE_NORMAL : zone;
	}
}

static void range_lower(struct model *model, const struct range *range)
{
	memset(&model->blocks[range->first], 0, range->nr * sizeof(model->blocks[0]));
}

static void apply_probe(struct model *model, const struct op *op)
{
	const struct range new = {
		.first = (op->start - ARENA_START) / BLOCK_SIZE,
		.nr = op->has_size ? op->size / BLOCK_SIZE : 1,
		.layout = op->layout < 0 ? model->layout : (enum layout)op->layout,
		.standby = op->standby,
	};
	const enum way way = probe_way(model, op);
	unsigned int i = model->nr_ranges++;

	for (; i && model->ranges[i - 1].first > new.first; i--)
		model->ranges[i] = model->ranges[i - 1];
	model->ranges[i] = new;
	if (way != WAY_OFFLINE)
		range_raise(model, &new, way);
}

static void apply_remove(struct model *model, struct range *range)
{
	const struct range *end = model->ranges + model->nr_ranges;

	range_lower(model, range);
	memmove(range, range + 1, (end - range - 1) * sizeof(*range));
	model->nr_ranges--;
}

static void apply_range(struct model *model, const struct op *op, struct range *range)
{
	switch (op->kind) {
	case OP_REMOVE:
		apply_remove(model, range);
		break;
	case OP_ONLINE:
		range->standby = false;
		range_raise(model, range, op->way);
		break;
	case OP_OFFLINE:
		range_lower(model, range);
		break;
	default:
		range->standby = true;
	}
}

/* By hand, the kernel keeps a block in one zone, host pages included. */
static void apply_block(struct model *model, const struct op *op)
{
	const enum zone zone = way_zone(model, op->way, block_pfn(op->block),
					block_pfn(op->block + 1));

	model->blocks[op->block].zone = zone;
	model->blocks[op->block].host_zone = zone;
}

void model_apply(struct model *model, const struct op *op)
{
	if (op->kind == OP_PROBE && !op->dry_run)
		apply_probe(model, op);
	else if (op->kind > OP_PROBE && op->kind <= OP_STANDBY)
		apply_range(model, op, &model->ranges[model_find(model, op->start)]);
	else if (op->kind == OP_BLOCK)
		apply_block(model, op);
	else if (op->kind == OP_LAYOUT)
		model->layout = op->layout;
	else if (op->kind == OP_WAY)
		model->way = op->way;
	else if (op->kind == OP_AUTO_ONLINE)
		model->auto_online = op->way;
	else if (op->kind == OP_VETO_ONLINE)
		model->veto_online = op->veto;
	else if (op->kind == OP_VETO_OFFLINE)
		model->veto_offline = op->veto;
}
