// SPDX-License-Identifier: GPL-2.0
/*
 * A line of text as a request. Also compiled in userspace by the unit tests:
 * string functions only, no other kernel calls.
 *
 *	probe	ADDR [SIZE] [KEY=VALUE ...]
 *	remove	ADDR [SIZE]
 *	online	ADDR [online|online_kernel|online_movable]
 *	offline	ADDR
 *	standby	ADDR
 */
#include <linux/ctype.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/limits.h>
#include <linux/string.h>
#include <linux/types.h>

#include <uapi/mmhp_selfhost.h>

#include "request.h"
#include "words.h"

/* "a, b or c", as far as it fits */
static const char *mmhp_request_choices(const struct mmhp_word *words,
					char *buf, size_t len)
{
	size_t used = 0;

	buf[0] = '\0';
	for (; words->text && used < len; words++)
		used += snprintf(buf + used, len - used, "%s%s",
				 !used ? "" : words[1].text ? ", " : " or ",
				 words->text);
	return buf;
}

static int mmhp_request_digit(char c)
{
	if (isdigit(c))
		return c - '0';
	if (isxdigit(c))
		return tolower(c) - 'a' + 10;
	return INT_MAX;
}

/* How far a suffix shifts; -1 if it is none. As memparse(), without T+1. */
static int mmhp_request_suffix(char c)
{
	static const char suffixes[] = "KMGTPE";
	const char *found = c ? strchr(suffixes, toupper(c)) : NULL;

	return found ? (int)(found - suffixes + 1) * 10 : -1;
}

/*
 * A number as memparse() reads it, 0x and 0 prefixes and K to E suffixes, but
 * one that does not fit into 64 bits is refused: memparse() wraps around.
 */
static int mmhp_request_number(const char *text, u64 *number,
			       struct mmhp_reason *why)
{
	const char *p = text;
	unsigned int base = 10;
	u64 value = 0;
	int shift;

	if (p[0] == '0' && tolower(p[1]) == 'x') {
		base = 16;
		p += 2;
	} else if (p[0] == '0') {
		base = 8;
	}

	if (mmhp_request_digit(*p) >= (int)base)
		goto malformed;
	for (; mmhp_request_digit(*p) < (int)base; p++) {
		const unsigned int digit = mmhp_request_digit(*p);

		if (value > (U64_MAX - digit) / base)
			goto too_big;
		value = value * base + digit;
	}

	shift = mmhp_request_suffix(*p);
	if (shift >= 0) {
		p++;
		if (value > U64_MAX >> shift)
			goto too_big;
		value <<= shift;
	}
	if (*p)
		goto malformed;

	*number = value;
	return 0;
malformed:
	return mmhp_reason_set(why, -EINVAL,
			       "\"%.40s\" is not a number with an optional suffix K, M, G, T, P or E",
			       text);
too_big:
	return mmhp_reason_set(why, -ERANGE,
			       "\"%.40s\" does not fit into 64 bits", text);
}

/* One of a list of words; @what says of what it is none, if it is none */
static int mmhp_request_word(const struct mmhp_word *words, const char *what,
			     const char *value, int *to,
			     struct mmhp_reason *why)
{
	const int found = mmhp_word_value(words, value);
	char buf[96];

	if (found < 0)
		return mmhp_reason_set(why, -EINVAL,
			"\"%.40s\" is no %s; it is %s", value, what,
			mmhp_request_choices(words, buf, sizeof(buf)));
	*to = found;
	return 0;
}

static int mmhp_request_layout(struct mmhp_request *req, const char *value,
			       struct mmhp_reason *why)
{
	int layout = req->layout;
	const int ret = mmhp_request_word(mmhp_layout_words, "layout", value,
					  &layout, why);

	req->layout = layout;
	req->has_layout = true;
	return ret;
}

static int mmhp_request_online(struct mmhp_request *req, const char *value,
			       struct mmhp_reason *why)
{
	int online = req->online;
	const int ret = mmhp_request_word(mmhp_online_words, "way to go online",
					  value, &online, why);

	req->online = online;
	req->has_online = true;
	return ret;
}

static int mmhp_request_node(struct mmhp_request *req, const char *value,
			     struct mmhp_reason *why)
{
	u64 node;
	int ret;

	if (!strcmp(value, MMHP_WORD_AUTO)) {
		req->node = MMHP_NODE_AUTO;
		return 0;
	}
	ret = mmhp_request_number(value, &node, why);
	if (ret)
		return ret;
	if (node > INT_MAX)
		return mmhp_reason_set(why, -EINVAL,
				       "there is no node %.40s", value);
	req->node = node;
	return 0;
}

static int mmhp_request_engine(struct mmhp_request *req, const char *value,
			       struct mmhp_reason *why)
{
	int engine = req->engine;
	const int ret = mmhp_request_word(mmhp_engine_words, "engine", value,
					  &engine, why);

	req->engine = engine;
	return ret;
}

static int mmhp_request_adistance(struct mmhp_request *req, const char *value,
				  struct mmhp_reason *why)
{
	u64 adistance;
	int ret = mmhp_request_number(value, &adistance, why);

	if (ret)
		return ret;
	if (!adistance || adistance > INT_MAX)
		return mmhp_reason_set(why, -EINVAL,
				       "%.40s is no abstract distance; it is 1 to %d",
				       value, INT_MAX);
	req->adistance = adistance;
	return 0;
}

static int mmhp_request_verify(struct mmhp_request *req, const char *value,
			       struct mmhp_reason *why)
{
	int verify = req->verify;
	const int ret = mmhp_request_word(mmhp_verify_words, "kind of test",
					  value, &verify, why);

	req->verify = verify;
	return ret;
}

static int mmhp_request_allow(struct mmhp_request *req, const char *value,
			      struct mmhp_reason *why)
{
	int allow = req->allow;
	const int ret = mmhp_request_word(mmhp_allow_words,
					  "kind of memory that can be allowed",
					  value, &allow, why);

	req->allow = allow;
	return ret;
}

static int mmhp_request_bool(const char *key, const char *value, bool *to,
			     struct mmhp_reason *why)
{
	if (strcmp(value, "0") && strcmp(value, "1"))
		return mmhp_reason_set(why, -EINVAL,
				       "%s is 0 or 1, not \"%.40s\"", key, value);
	*to = value[0] == '1';
	return 0;
}

static int mmhp_request_standby(struct mmhp_request *req, const char *value,
				struct mmhp_reason *why)
{
	return mmhp_request_bool(MMHP_KEY_STANDBY, value, &req->standby, why);
}

static int mmhp_request_dry_run(struct mmhp_request *req, const char *value,
				struct mmhp_reason *why)
{
	return mmhp_request_bool(MMHP_KEY_DRY_RUN, value, &req->dry_run, why);
}

struct mmhp_request_key {
	const char *name;
	int (*set)(struct mmhp_request *req, const char *value,
		   struct mmhp_reason *why);
};

static const struct mmhp_request_key mmhp_request_keys[] = {
	{ MMHP_KEY_LAYOUT, mmhp_request_layout },
	{ MMHP_KEY_NODE, mmhp_request_node },
	{ MMHP_KEY_ONLINE, mmhp_request_online },
	{ MMHP_KEY_ENGINE, mmhp_request_engine },
	{ MMHP_KEY_ADISTANCE, mmhp_request_adistance },
	{ MMHP_KEY_VERIFY, mmhp_request_verify },
	{ MMHP_KEY_ALLOW, mmhp_request_allow },
	{ MMHP_KEY_STANDBY, mmhp_request_standby },
	{ MMHP_KEY_DRY_RUN, mmhp_request_dry_run },
};

#define MMHP_REQUEST_KEYS						\
	MMHP_KEY_LAYOUT ", " MMHP_KEY_NODE ", " MMHP_KEY_ONLINE ", "	\
	MMHP_KEY_ENGINE ", " MMHP_KEY_ADISTANCE ", " MMHP_KEY_VERIFY ", " \
	MMHP_KEY_ALLOW ", " MMHP_KEY_STANDBY " and " MMHP_KEY_DRY_RUN

static int mmhp_request_key_value(struct mmhp_request *req, char *word,
				  unsigned int *seen, struct mmhp_reason *why)
{
	char *value = strchr(word, '=');
	size_t i;

	if (!value)
		return mmhp_reason_set(why, -EINVAL,
				       "\"%.40s\" is not of the form KEY=VALUE",
				       word);
	*value++ = '\0';

	for (i = 0; i < ARRAY_SIZE(mmhp_request_keys); i++) {
		if (strcmp(mmhp_request_keys[i].name, word))
			continue;
		if (*seen & (1u << i))
			return mmhp_reason_set(why, -EINVAL,
					       "\"%s\" is given twice", word);
		*seen |= 1u << i;
		return mmhp_request_keys[i].set(req, value, why);
	}
	return mmhp_reason_set(why, -EINVAL,
			       "\"%.40s\" is not a key; the keys are "
			       MMHP_REQUEST_KEYS, word);
}

/* What the file "online" takes after the address */
static int mmhp_request_online_word(struct mmhp_request *req, const char *word,
				    struct mmhp_reason *why)
{
	const int online = mmhp_word_value(mmhp_online_words, word);

	if (online != MMHP_ONLINE_ANY && online != MMHP_ONLINE_KERNEL &&
	    online != MMHP_ONLINE_MOVABLE)
		return mmhp_reason_set(why, -EINVAL,
				       "\"%.40s\" is neither %s, %s nor %s",
				       word, MMHP_WORD_ONLINE,
				       MMHP_WORD_ONLINE_KERNEL,
				       MMHP_WORD_ONLINE_MOVABLE);
	req->online = online;
	return 0;
}

/* The next word of *line, or NULL at its end; *line moves behind it. */
static char *mmhp_request_next_word(char **line)
{
	char *word;

	while (isspace(**line))
		(*line)++;
	if (!**line)
		return NULL;
	word = *line;
	while (**line && !isspace(**line))
		(*line)++;
	if (**line)
		*(*line)++ = '\0';
	return word;
}

static bool mmhp_request_takes_size(enum mmhp_verb verb)
{
	return verb == MMHP_PROBE || verb == MMHP_REMOVE;
}

/* What a line says has to go together. */
static int mmhp_request_check(const struct mmhp_request *req,
			      struct mmhp_reason *why)
{
	if (req->standby && req->has_online && req->online != MMHP_ONLINE_NOT)
		return mmhp_reason_set(why, -EINVAL,
			"%s=1 leaves the range alone; write it to \"%s\" when it is to go online",
			MMHP_KEY_STANDBY, MMHP_FILE_ONLINE);
	return 0;
}

static int mmhp_request_rest(struct mmhp_request *req, char *line,
			     struct mmhp_reason *why)
{
	unsigned int seen = 0, position;
	char *word;
	int ret = 0;

	for (position = 1; !ret && (word = mmhp_request_next_word(&line));
	     position++) {
		if (position == 1 && mmhp_request_takes_size(req->verb) &&
		    !strchr(word, '=')) {
			ret = mmhp_request_number(word, &req->size, why);
			req->has_size = true;
		} else if (req->verb == MMHP_PROBE) {
			ret = mmhp_request_key_value(req, word, &seen, why);
		} else if (req->verb == MMHP_ONLINE && position == 1) {
			ret = mmhp_request_online_word(req, word, why);
		} else {
			ret = mmhp_reason_set(why, -EINVAL,
					      "\"%.40s\" is one word too many",
					      word);
		}
	}
	return ret;
}

/**
 * mmhp_request_parse() - read a line
 * @req: filled in
 * @defaults: what holds for that which a probe line does not say
 * @verb: the control file that the line was written to
 * @line: the text, NUL-terminated; it is cut into words
 * @why: the sentence for a failure
 *
 * Context: any, does not sleep.
 * Return: 0; -EINVAL if the line is malformed; -ERANGE if a number does not
 * fit into 64 bits.
 */
int mmhp_request_parse(struct mmhp_request *req,
		       const struct mmhp_request *defaults,
		       enum mmhp_verb verb, char *line,
		       struct mmhp_reason *why)
{
	char *word = mmhp_request_next_word(&line);
	int ret;

	*req = *defaults;
	req->verb = verb;
	if (verb == MMHP_ONLINE)
		req->online = MMHP_ONLINE_ANY;

	if (!word)
		return mmhp_reason_set(why, -EINVAL, "the address is missing");
	ret = mmhp_request_number(word, &req->start, why);
	if (ret)
		return ret;
	ret = mmhp_request_rest(req, line, why);
	return ret ? ret : mmhp_request_check(req, why);
}
