/* SPDX-License-Identifier: GPL-2.0 */
/* The words of the grammar, and what they stand for */
#ifndef _MMHP_WORDS_H
#define _MMHP_WORDS_H

/**
 * struct mmhp_word - a word of the grammar and what it stands for
 * @text: the word
 * @value: its value
 */
struct mmhp_word {
	const char *text;
	int value;
};

/* Each list ends with an entry that has no text. */
extern const struct mmhp_word mmhp_verb_words[];
extern const struct mmhp_word mmhp_layout_words[];
extern const struct mmhp_word mmhp_online_words[];
extern const struct mmhp_word mmhp_engine_words[];
extern const struct mmhp_word mmhp_verify_words[];
extern const struct mmhp_word mmhp_allow_words[];

const char *mmhp_word_text(const struct mmhp_word *words, int value);
int mmhp_word_value(const struct mmhp_word *words, const char *text);

#endif /* _MMHP_WORDS_H */
