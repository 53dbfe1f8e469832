// SPDX-License-Identifier: GPL-2.0
/*
 * Lines for the file "probe", and lines that no file takes.
 */
#include <errno.h>
#include <string.h>

#include "pick.h"

#define KEYS_MAX 10
#define KEY_LENGTH 40

struct keys {
	char text[KEYS_MAX][KEY_LENGTH];
	unsigned int nr;
};

/* --- lines that no file takes ----------------------------------------------------------------- */

static const struct { int err; const char *text; } bad_lines[] = {
	{ EINVAL, "" },
	{ EINVAL, "\n" },
	{ EINVAL, " \t\n" },
	{ EINVAL, "garbage" },
	{ EINVAL, "-1" },
	{ EINVAL, "0x" },
	{ EINVAL, "0x140000000x" },
	{ EINVAL, "0x140000000,1G" },
	{ EINVAL, "08" },
	{ EINVAL, "5GB" },
	{ EINVAL, "=" },
	{ EINVAL, "layout=range 0x140000000" },
	{ EINVAL, "0x140000000 128M 128M" },
	{ EINVAL, "0x140000000 128M nonsense=1" },
	{ ERANGE, "0x10000000000000000" },
	{ ERANGE, "99999999999999999999" },
	{ ERANGE, "0xfffffffffffffG" },
	{ ERANGE, "16E" },
};

void pick_bad_line(struct op *op)
{
	const unsigned int i = pick_number(sizeof(bad_lines) / sizeof(bad_lines[0]));
	unsigned int n;

	op_file(op, pick_number(OP_STANDBY + 1));
	op->text_errno = EINVAL;
	switch (pick_number(8)) {
	case 0: /* too long, though its beginning would do */
		op_add_number(op, ARENA_START);
		memset(op->text + op->len, ' ', MMHP_LINE_MAX);
		op->len = MMHP_LINE_MAX + 1;
		break;
	case 1: /* a NUL in it or behind it */
		op_add_number(op, ARENA_START);
		op->text[percent(50) ? pick_number(op->len) : op->len++] = '\0';
		break;
	case 2: /* noise */
		op_add(op, "~");
		for (n = pick_number(200); n; n--)
			op->text[op->len++] = pick_number(256);
		break;
	default:
		op_add(op, bad_lines[i].text);
		op->text_errno = bad_lines[i].err;
	}
}

/* --- probe ------------------------------------------------------------------------------------ */

static void key_add(struct keys *keys, const char *key, const char *value)
{
	snprintf(keys->text[keys->nr++], KEY_LENGTH, "%s=%s", key, value);
}

/* What a line may say besides the address; some of it does not go together. */
static void pick_keys(struct op *op, struct keys *keys)
{
	if (percent(60)) {
		op->layout = pick_number(LAYOUTS);
		key_add(keys, MMHP_KEY_LAYOUT, layout_words[op->layout]);
	}
	if (percent(65)) {
		op->way = percent(80) ? pick_way() : pick_number(WAYS);
		key_add(keys, MMHP_KEY_ONLINE, way_words[op->way]);
	}
	if (percent(op->way < 0 ? 30 : 3)) {
		op->standby = percent(90);
		key_add(keys, MMHP_KEY_STANDBY, op->standby ? "1" : "0");
		if (op->standby && op->way >= 0 && op->way != WAY_OFFLINE)
			op->text_errno = EINVAL;
	}
	if (percent(10)) {
		op->dry_run = percent(80);
		key_add(keys, MMHP_KEY_DRY_RUN, op->dry_run ? "1" : "0");
	}
	if (percent(10))
		key_add(keys, MMHP_KEY_NODE, percent(50) ? "0" : MMHP_WORD_AUTO);
	if (percent(8)) {
		op->core = percent(25);
		key_add(keys, MMHP_KEY_ENGINE, op->core ? MMHP_WORD_CORE : MMHP_WORD_DIRECT);
	}
	if (percent(4))
		key_add(keys, MMHP_KEY_ADISTANCE, "700");
	if (percent(4))
		key_add(keys, MMHP_KEY_ALLOW, MMHP_WORD_RESERVED);
	if (percent(10))
		key_add(keys, MMHP_KEY_VERIFY, percent(50) ? MMHP_WORD_NONE : MMHP_WORD_SAMPLE);
}

/* One thing is wrong with a key. */
static void pick_bad_key(struct op *op, struct keys *keys)
{
	static const char *const bad[] = {
		"nonsense=1", "layout", "Layout=range", "layout=spiral", "layout=", "online=perhaps",
		"online=online_moveable", "standby=2", "standby=", "dry_run=yes", "node=x", "node=-1",
		"engine=both", "adistance=0", "adistance=2147483648", "=", "node=2147483648",
		"verify=maybe", "allow=", "allow=all",
	};
	const char *key = PICK(bad);

	if (percent(20)) { /* given twice */
		keys->nr = 0;
		key_add(keys, MMHP_KEY_LAYOUT, MMHP_WORD_RANGE);
		key = "layout=range";
	}
	op->text_errno = EINVAL;
	snprintf(keys->text[keys->nr++], KEY_LENGTH, "%s", key);
}

/* Mostly small; a large one always at about the same place, so that it finds room. */
static void pick_span(const struct model *model, struct op *op)
{
	unsigned int tries, first = 0, nr = 0;

	for (tries = 0; tries < 4; tries++) {
		nr = 1 + pick_number(4);
		first = pick_number(percent(92) ? 20 : ARENA_BLOCKS - 4);
		if (percent(12)) {
			nr = LARGE + pick_number(5);
			first = 20 + pick_number(8);
		}
		if (model_is_free(model, first, nr) || percent(25))
			break;
	}
	op->start = ARENA_START + first * BLOCK_SIZE;
	op->size = nr * BLOCK_SIZE;
	op->has_size = nr != 1 || percent(50);
}

/*
 * Where no range can be. The last is where nothing is, and so must be tested and not only written
 * down; pick_probe() sees to that.
 */
static void pick_bad_span(struct op *op)
{
	static const struct { uint64_t start, size; } bad[] = {
		{ ARENA_START + PAGE, BLOCK_SIZE },
		{ ARENA_START + BLOCK_SIZE / 2, BLOCK_SIZE },
		{ ARENA_START, BLOCK_SIZE / 2 },
		{ ARENA_START, BLOCK_SIZE + 1 },
		{ ARENA_START, 0 },
		{ 0, BLOCK_SIZE },
		{ BLOCK_SIZE, BLOCK_SIZE },
		{ ARENA_START - 4 * BLOCK_SIZE, 2 * BLOCK_SIZE },
		{ ARENA_START - BLOCK_SIZE, 2 * BLOCK_SIZE },
		{ ARENA_START - BLOCK_SIZE, ARENA_SIZE },
		{ ARENA_START + ARENA_SIZE, BLOCK_SIZE },
		{ ARENA_START + ARENA_SIZE - BLOCK_SIZE, 2 * BLOCK_SIZE },
		{ ARENA_START, ARENA_SIZE + BLOCK_SIZE },
		{ 1ULL << 52, BLOCK_SIZE },
		{ ARENA_START, 1ULL << 52 },
		{ -BLOCK_SIZE, BLOCK_SIZE },
		{ -BLOCK_SIZE, 2 * BLOCK_SIZE },
		{ ARENA_START, -BLOCK_SIZE },
		{ NOWHERE, 2 * BLOCK_SIZE },
	};
	const unsigned int i = percent(20) ? sizeof(bad) / sizeof(bad[0]) - 1 :
					     pick_number(sizeof(bad) / sizeof(bad[0]));

	op->start = bad[i].start;
	op->size = bad[i].size;
	op->has_size = true;
}

void pick_probe(const struct model *model, struct op *op)
{
	struct keys keys = { .nr = 0 };
	unsigned int i;

	op_file(op, OP_PROBE);
	pick_span(model, op);
	pick_keys(op, &keys);
	switch (pick_number(16)) {
	case 0:
		pick_bad_span(op);
		if (op->start != NOWHERE)
			break;
		keys.nr = 0;
		op->text_errno = 0;
		op->standby = op->core = false;
		break;
	case 1:
		pick_bad_key(op, &keys);
		break;
	case 2:
		if (percent(30) && !op->text_errno) {
			keys.nr = 0;
			op->bad_node = true;
			op->core = false;
			key_add(&keys, MMHP_KEY_NODE, percent(50) ? "5" : "1023");
		}
		break;
	}
	op_add_number(op, op->start);
	if (op->has_size) {
		op_blank(op);
		op_add_number(op, op->size);
	}
	while (keys.nr) {
		i = pick_number(keys.nr);
		op_blank(op);
		op_add(op, keys.text[i]);
		memmove(keys.text[i], keys.text[--keys.nr], KEY_LENGTH);
	}
	op_end(op);
}
