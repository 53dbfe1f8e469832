// SPDX-License-Identifier: GPL-2.0
/*
 * The tables that debugfs shows, from text. Columns are taken by their place:
 * it is fixed by the header line, to which newer modules may only append.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <uapi/mmhp_selfhost.h>

#include "ranges.h"

#define RANGES_MAX_WORDS	24

enum {
	RANGE_START, RANGE_SIZE, RANGE_LAYOUT, RANGE_ENGINE, RANGE_NODE,
	RANGE_BLOCKS, RANGE_ONLINE, RANGE_HOST_BLOCKS, RANGE_MEMMAP_PFN,
	RANGE_MEMMAP_PAGES, RANGE_STATE, RANGE_ADISTANCE, RANGE_WORDS
};

enum {
	BLOCK_NUMBER, BLOCK_START, BLOCK_STATE, BLOCK_ZONE, BLOCK_MEMMAP_PFN,
	BLOCK_OFFSET, BLOCK_FIRST_PFN, BLOCK_TAGGED, BLOCK_HOST_PAGES,
	BLOCK_MEMMAP_ZONE, BLOCK_BAD_PAGES, BLOCK_WORDS
};

/* Cuts a line into words; how many there are. */
static size_t table_split(char *line, char *words[RANGES_MAX_WORDS])
{
	size_t nr = 0;
	char *word, *save;

	for (word = strtok_r(line, " ", &save); word && nr < RANGES_MAX_WORDS;
	     word = strtok_r(NULL, " ", &save))
		words[nr++] = word;
	return nr;
}

static int table_number(const char *word, uint64_t *number)
{
	char *end;

	if (!strcmp(word, "-")) {
		*number = RANGES_NONE;
		return 0;
	}
	errno = 0;
	*number = strtoull(word, &end, 0);
	return errno || end == word || *end ? -EPROTO : 0;
}

static int table_word(const char *word, char copy[RANGES_WORD])
{
	if (strlen(word) >= RANGES_WORD)
		return -EPROTO;
	strcpy(copy, word);
	return 0;
}

static int table_range(char **words, void *row)
{
	struct range *range = row;
	uint64_t node = 0;
	int ret = 0;

	*range = (struct range){
		.add_us = RANGES_NONE, .verify_us = RANGES_NONE,
		.online_us = RANGES_NONE, .offline_us = RANGES_NONE,
	};
	ret |= table_number(words[RANGE_START], &range->start);
	ret |= table_number(words[RANGE_SIZE], &range->size);
	ret |= table_word(words[RANGE_LAYOUT], range->layout);
	ret |= table_word(words[RANGE_ENGINE], range->engine);
	ret |= table_number(words[RANGE_NODE], &node);
	ret |= table_number(words[RANGE_BLOCKS], &range->blocks);
	ret |= table_number(words[RANGE_ONLINE], &range->online);
	ret |= table_number(words[RANGE_MEMMAP_PFN], &range->memmap);
	ret |= table_number(words[RANGE_MEMMAP_PAGES], &range->memmap_pages);
	ret |= table_word(words[RANGE_STATE], range->state);
	ret |= table_number(words[RANGE_ADISTANCE], &range->adistance);
	range->node = node;
	if (range->memmap != RANGES_NONE)
		range->memmap *= RANGES_PAGE;
	return ret;
}

static int table_block(char **words, void *row)
{
	struct block *block = row;
	int ret = 0;

	ret |= table_number(words[BLOCK_NUMBER], &block->number);
	ret |= table_number(words[BLOCK_START], &block->start);
	ret |= table_word(words[BLOCK_STATE], block->state);
	ret |= table_word(words[BLOCK_ZONE], block->zone);
	ret |= table_number(words[BLOCK_MEMMAP_PFN], &block->memmap_pfn);
	ret |= table_number(words[BLOCK_OFFSET], &block->offset);
	ret |= table_number(words[BLOCK_FIRST_PFN], &block->first_pfn);
	ret |= table_number(words[BLOCK_TAGGED], &block->tagged);
	ret |= table_number(words[BLOCK_HOST_PAGES], &block->host_pages);
	ret |= table_word(words[BLOCK_MEMMAP_ZONE], block->memmap_zone);
	ret |= table_number(words[BLOCK_BAD_PAGES], &block->bad_pages);
	return ret;
}

/**
 * struct table_form - how a table is read
 * @header: the header line that is known
 * @words: its columns
 * @row_bytes: what a row becomes
 * @row: reads one, -EPROTO if it does not look right
 */
struct table_form {
	const char *header;
	size_t words;
	size_t row_bytes;
	int (*row)(char **words, void *row);
};

static int table_rows(const struct table_form *form, char *text, void **rows,
		      size_t *nr)
{
	char *words[RANGES_MAX_WORDS], *line, *save, *more;

	for (line = strtok_r(text, "\n", &save); line;
	     line = strtok_r(NULL, "\n", &save)) {
		more = reallocarray(*rows, *nr + 1, form->row_bytes);
		if (!more)
			return -ENOMEM;
		*rows = more;
		memset(more + *nr * form->row_bytes, 0, form->row_bytes);
		if (table_split(line, words) < form->words ||
		    form->row(words, more + *nr * form->row_bytes))
			return -EPROTO;
		(*nr)++;
	}
	return 0;
}

static int table_parse(const struct table_form *form, char *text, void **rows,
		       size_t *nr, struct error *error)
{
	const size_t len = strlen(form->header);
	int ret;

	*rows = NULL;
	*nr = 0;
	if (strncmp(text, form->header, len) || !strchr(" \n", text[len]) ||
	    !strchr(text, '\n'))
		return error_unable(error, -EPROTO,
			"the module speaks another language than this program (ABI %d): its table begins with \"%.60s\"",
			MMHP_ABI, text);
	ret = table_rows(form, strchr(text, '\n') + 1, rows, nr);
	if (!ret)
		return 0;
	free(*rows);
	*rows = NULL;
	*nr = 0;
	return error_set(error, ret, ret == -ENOMEM ? "no memory" :
			 "a line of the module's table cannot be read");
}

/* The text is cut up. */
int ranges_parse(char *text, struct ranges *ranges, struct error *error)
{
	static const struct table_form form = {
		MMHP_RANGES_HEADER, RANGE_WORDS, sizeof(struct range), table_range
	};
	void *rows;
	const int ret = table_parse(&form, text, &rows, &ranges->nr, error);

	ranges->at = rows;
	return ret;
}

int blocks_parse(char *text, struct blocks *blocks, struct error *error)
{
	static const struct table_form form = {
		MMHP_BLOCKS_HEADER, BLOCK_WORDS, sizeof(struct block), table_block
	};
	void *rows;
	const int ret = table_parse(&form, text, &rows, &blocks->nr, error);

	blocks->at = rows;
	return ret;
}
