// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp why: what keeps a block from going offline.
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <json-c/json.h>
#include <uapi/mmhp_selfhost.h>

#include "ctl.h"
#include "mmhp.h"
#include "owner.h"
#include "pages.h"
#include "parse.h"
#include "ranges.h"
#include "why_log.h"

enum { ROW_BLOCK, ROW_KIND, ROW_PAGES, ROW_SIZE, ROW_MAPPED, ROW_FIRST, ROW_MOVES,
	ROW_WHAT, ROW_OWNER };

static const struct column why_columns[] = {
	[ROW_BLOCK] = { "BLOCK", COLUMN_COUNT, false, "number of the memory block" },
	[ROW_KIND] = { "KIND", COLUMN_TEXT, true, "one word for what the pages are" },
	[ROW_PAGES] = { "PAGES", COLUMN_COUNT, false, "how many" },
	[ROW_SIZE] = { "SIZE", COLUMN_SIZE, true, "how many bytes" },
	[ROW_MAPPED] = { "MAPPED", COLUMN_COUNT, true, "how many of them programs have mapped" },
	[ROW_FIRST] = { "FIRST", COLUMN_ADDRESS, false, "address of the first" },
	[ROW_MOVES] = { "MOVES", COLUMN_TEXT, false, "can they be moved: unless-held or no" },
	[ROW_WHAT] = { "WHAT", COLUMN_TEXT, false, "what they are" },
	[ROW_OWNER] = { "OWNER", COLUMN_TEXT, false, "who allocated the first, by page_owner" },
	{ }
};

static const struct mmhp_option why_options[] = { OPTIONS_TABLE, { } };

/* Pages of one kind in a block */
struct why_kind {
	uint64_t pages;
	uint64_t mapped;
	uint64_t first;
};

static int why_row(struct table *table, uint64_t block, enum page_kind kind,
		   const struct why_kind *found, int owner_fd)
{
	struct cell *row = table_row(table);
	char owner[200];

	if (!row)
		return -ENOMEM;
	cell_number(&row[ROW_BLOCK], block);
	cell_text(&row[ROW_KIND], "%s", page_names[kind].word);
	cell_number(&row[ROW_PAGES], found->pages);
	cell_number(&row[ROW_SIZE], found->pages * RANGES_PAGE);
	cell_number(&row[ROW_MAPPED], found->mapped);
	cell_number(&row[ROW_FIRST], found->first * RANGES_PAGE);
	cell_text(&row[ROW_MOVES], "%s", page_names[kind].moves == PAGE_STAYS ?
		  "no" : "unless-held");
	cell_text(&row[ROW_WHAT], "%s", page_names[kind].text);
	if (page_names[kind].moves == PAGE_STAYS)
		row[ROW_MOVES].color = "\033[31m";
	if (owner_fd >= 0 && !owner_of(owner_fd, found->first, owner, sizeof(owner)))
		cell_text(&row[ROW_OWNER], "%s", owner);
	return 0;
}

/* Counts the usable pages of a block; host pages go with it. */
static int why_count(const struct pages *pages, uint64_t pfn, uint64_t nr,
		     struct why_kind found[PAGE_KINDS], struct error *error)
{
	uint64_t *flags = calloc(2 * nr, sizeof(*flags)), i;
	int ret;

	memset(found, 0, PAGE_KINDS * sizeof(*found));
	if (!flags)
		return error_set(error, -ENOMEM, "no memory");
	ret = pages_read(pages, pfn, nr, flags, flags + nr, error);
	for (i = 0; !ret && i < nr; i++) {
		struct why_kind *kind = &found[page_kind(flags[i])];

		if (!kind->pages++)
			kind->first = pfn + i;
		kind->mapped += flags[nr + i] > 0;
	}
	free(flags);
	return ret;
}

static int why_block(struct table *table, const struct block *block,
		     uint64_t block_size, const struct pages *pages,
		     int owner_fd, struct error *error)
{
	struct why_kind found[PAGE_KINDS];
	const uint64_t pfn = block->start / RANGES_PAGE + block->offset;
	enum page_kind kind;
	int ret;

	if (strcmp(block->state, MMHP_WORD_ONLINE))
		return 0;
	ret = why_count(pages, pfn, block_size / RANGES_PAGE - block->offset,
			found, error);
	for (kind = 0; !ret && kind < PAGE_KINDS; kind++)
		if (found[kind].pages && kind != PAGE_FREE && kind != PAGE_ABSENT &&
		    why_row(table, block->number, kind, &found[kind], owner_fd))
			ret = error_set(error, -ENOMEM, "no memory");
	return ret;
}

/**
 * struct why - which blocks are asked about
 * @start: first byte
 * @size: bytes
 */
struct why {
	uint64_t start;
	uint64_t size;
};

/* An address that begins a range stands for all of it, any other for its block. */
static int why_target(const char *text, const struct ctl *ctl, uint64_t block_size,
		      struct why *why, struct error *error)
{
	const struct range *range;
	struct ranges ranges;
	uint64_t number;
	int ret;

	why->size = block_size;
	if (parse_block(text, &number)) {
		why->start = number * block_size;
		return 0;
	}
	ret = parse_number(text, &why->start, error);
	if (!ret)
		ret = ranges_read(ctl, &ranges, error);
	if (ret)
		return ret;
	range = ranges_find(&ranges, why->start);
	if (range)
		why->size = range->size;
	why->start &= ~(block_size - 1);
	ranges_free(&ranges);
	return 0;
}

static int why_each(struct table *table, const struct blocks *blocks,
		    const struct why *why, uint64_t block_size, const char *root,
		    struct error *error)
{
	struct pages pages;
	bool seen = false;
	int owner_fd, ret = pages_open(&pages, root, error);
	size_t i;

	if (ret)
		return ret;
	owner_fd = owner_open(root);
	for (i = 0; !ret && i < blocks->nr; i++) {
		if (blocks->at[i].start - why->start >= why->size)
			continue;
		seen = true;
		ret = why_block(table, &blocks->at[i], block_size, &pages,
				owner_fd, error);
	}
	if (owner_fd >= 0)
		close(owner_fd);
	pages_close(&pages);
	if (!ret && !seen)
		ret = error_set(error, -ENOENT,
				"no block of a range is at 0x%" PRIx64, why->start);
	return ret;
}

static int why_fill(struct table *table, const char *root, const char *text,
		    struct why *why, struct error *error)
{
	struct blocks blocks = { };
	uint64_t block_size;
	struct ctl ctl;
	int ret = ctl_open(&ctl, root, error);

	if (!ret)
		ret = ranges_block_size(root, &block_size, error);
	if (!ret)
		ret = why_target(text, &ctl, block_size, why, error);
	if (!ret)
		ret = blocks_read(&ctl, &blocks, error);
	if (!ret)
		ret = why_each(table, &blocks, why, block_size, root, error);
	blocks_free(&blocks);
	return ret;
}

static int why_show(const struct mmhp *mmhp, struct table *table,
		    const struct table_style *style, const char *text)
{
	struct json_object *json, *named;
	struct error error;
	struct why why;
	int code;

	if (table_choose(table, style, &error))
		return say_usage(mmhp, "%s", error.text);
	if (why_fill(table, mmhp->root, text, &why, &error))
		return say_error(mmhp, &error);
	if (!mmhp->json) {
		if (!table->nr_rows)
			printf("nothing is in the way: all pages are free, or offline\n");
		code = say_table(mmhp, table, style, "pages");
		why_log_print(mmhp->root, why.start, why.size, NULL);
		return code;
	}
	json = say_json_new(mmhp);
	named = json_object_new_array();
	json_object_object_add(json, "pages", table_json(table));
	why_log_print(mmhp->root, why.start, why.size, named);
	json_object_object_add(json, "named_by_kernel", named);
	return say_json(mmhp, json);
}

static int why_run(struct mmhp *mmhp, int argc, char **argv)
{
	struct table_style style = { };
	struct table table;
	int id, code;

	while ((id = options_next(mmhp, why_options, argc, argv)) >= 0)
		table_option(&style, id, optarg);
	if (id != OPTIONS_END)
		return id == OPTIONS_BAD ? MMHP_EXIT_USAGE : MMHP_EXIT_DONE;
	if (argc - optind != 1)
		return say_usage(mmhp, argc == optind ?
				 "an address or a block is missing" :
				 "one address or block at a time");
	code = say_table_init(mmhp, &table, &style, why_columns);
	if (code)
		return code;
	code = why_show(mmhp, &table, &style, argv[optind]);
	table_free(&table);
	return code;
}

const struct mmhp_command cmd_why = {
	.name = "why",
	.args = "ADDR | BLOCK",
	.summary = "tell what keeps a block from going offline",
	.about = "Counts the pages in use of a memory block (43, memory43 or an address in it), or of all\n"
		 "blocks of the range that starts at ADDR, by what they are; and prints which pages the\n"
		 "kernel's log named when it could not empty them.",
	.options = why_options,
	.columns = why_columns,
	.takes = TAKES_BLOCK,
	.run = why_run,
};
