// SPDX-License-Identifier: GPL-2.0
/*
 * The words of the grammar, and what they stand for. Also compiled in userspace
 * by the unit tests: no kernel calls but string functions.
 */
#include <linux/errno.h>
#include <linux/string.h>

#include <uapi/mmhp_selfhost.h>

#include "layout.h"
#include "request.h"
#include "words.h"

const struct mmhp_word mmhp_verb_words[] = {
	{ MMHP_FILE_REMOVE, MMHP_REMOVE },
	{ MMHP_FILE_ONLINE, MMHP_ONLINE },
	{ MMHP_FILE_OFFLINE, MMHP_OFFLINE },
	{ MMHP_FILE_STANDBY, MMHP_STANDBY },
	{ MMHP_FILE_PROBE, MMHP_PROBE },
	{ }
};

const struct mmhp_word mmhp_layout_words[] = {
	{ MMHP_WORD_RANGE, MMHP_LAYOUT_RANGE },
	{ MMHP_WORD_BLOCK, MMHP_LAYOUT_BLOCK },
	{ }
};

const struct mmhp_word mmhp_online_words[] = {
	{ MMHP_WORD_DEFAULT, MMHP_ONLINE_DEFAULT },
	{ MMHP_WORD_OFFLINE, MMHP_ONLINE_NOT },
	{ MMHP_WORD_ONLINE, MMHP_ONLINE_ANY },
	{ MMHP_WORD_ONLINE_KERNEL, MMHP_ONLINE_KERNEL },
	{ MMHP_WORD_ONLINE_MOVABLE, MMHP_ONLINE_MOVABLE },
	{ }
};

/* A probe line names one or the other; the parameter may leave it open. */
const struct mmhp_word mmhp_engine_words[] = {
	{ MMHP_WORD_DIRECT, MMHP_ENGINE_DIRECT },
	{ MMHP_WORD_CORE, MMHP_ENGINE_CORE },
	{ MMHP_WORD_AUTO, MMHP_ENGINE_AUTO },
	{ }
};

const struct mmhp_word mmhp_verify_words[] = {
	{ MMHP_WORD_NONE, MMHP_VERIFY_NONE },
	{ MMHP_WORD_SAMPLE, MMHP_VERIFY_SAMPLE },
	{ MMHP_WORD_FULL, MMHP_VERIFY_FULL },
	{ }
};

const struct mmhp_word mmhp_allow_words[] = {
	{ MMHP_WORD_RESERVED, MMHP_ALLOW_RESERVED },
	{ }
};

/**
 * mmhp_word_text() - the word for a value
 * @words: list of words
 * @value: what to look for
 *
 * Return: the word, or "?" if the list has none for @value.
 */
const char *mmhp_word_text(const struct mmhp_word *words, int value)
{
	for (; words->text; words++)
		if (words->value == value)
			return words->text;
	return "?";
}

/**
 * mmhp_word_value() - the value of a word
 * @words: list of words
 * @text: the word
 *
 * Return: its value, or -EINVAL if the list does not have the word.
 */
int mmhp_word_value(const struct mmhp_word *words, const char *text)
{
	for (; words->text; words++)
		if (!strcmp(words->text, text))
			return words->value;
	return -EINVAL;
}
