// SPDX-License-Identifier: GPL-2.0-only
/*
 * What holds for every line, written to every control file. Nothing here knows the keys of a line,
 * but for two that rule each other out: what a key means is for the unit tests to say.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <linux/ctype.h>
#include <linux/kernel.h>

#include <uapi/mmhp_selfhost.h>

#include "request.h"
#include "words.h"

/* Names a field that was never set, and a sentence that was never written. */
#define FILLER		0x5a
/* A number of 2 characters may need 20 when it is written out. */
#define CANONICAL_MAX	(MMHP_LINE_MAX * 16)

struct outcome {
	int ret;
	struct mmhp_request req;
	struct mmhp_reason why;
};

struct words {
	char text[MMHP_LINE_MAX + 1];
	char *word[MMHP_LINE_MAX];
	size_t count;
};

static const char *input;

/* Two sets of defaults, of values that a bool may have, too. None names a key, or rules one out. */
static struct mmhp_request zeros, ones;

#define holds(condition, what) do {				\
	if (!(condition)) {					\
		fprintf(stderr, "not so: %s\n(%s)\nline: %s\n",	\
			what, #condition, input);		\
		abort();					\
	}							\
} while (0)

/* Parses a copy that begins and ends where the line does, so that ASAN sees a step too far. */
static void parse(struct outcome *o, const struct mmhp_request *defaults, enum mmhp_verb verb,
		  const char *line, size_t len)
{
	char *copy = malloc(len + 1);

	holds(copy, "there is memory");
	memcpy(copy, line, len);
	copy[len] = '\0';
	memset(o, FILLER, sizeof(*o));
	o->ret = mmhp_request_parse(&o->req, defaults, verb, copy, &o->why);
	free(copy);
}

/* What strtoull() and an overflow that is looked at make of a number with a suffix */
static int number(const char *text, u64 *value)
{
	static const char suffixes[] = "KMGTPE";
	const int hex = text[0] == '0' && tolower(text[1]) == 'x';
	const char *found;
	char *end;
	int times = 0;

	if (!isdigit(text[0]))
		return -EINVAL;
	errno = 0;
	*value = strtoull(text, &end, hex ? 16 : text[0] == '0' ? 8 : 10);
	if (errno)
		return -ERANGE;
	found = *end ? strchr(suffixes, toupper(*end)) : NULL;
	if (found) {
		times = found - suffixes + 1;
		end++;
	}
	while (times--)
		if (__builtin_mul_overflow(*value, 1024, value))
			return -ERANGE;
	return *end ? -EINVAL : 0;
}

static void split(struct words *w, const char *line, size_t len)
{
	char *p = w->text;

	memcpy(w->text, line, len);
	w->text[len] = '\0';
	w->count = 0;
	for (;;) {
		while (isspace(*p))
			*p++ = '\0';
		if (!*p)
			return;
		w->word[w->count++] = p;
		while (*p && !isspace(*p))
			p++;
	}
}

static void add(char *line, const char *word)
{
	const size_t len = strlen(line);

	snprintf(line + len, CANONICAL_MAX - len, "%s%s", len ? " " : "", word);
}

static void add_number(char *line, u64 value)
{
	char word[32];

	snprintf(word, sizeof(word), "0x%llx", value);
	add(line, word);
}

/* A word as it is, but for a value that is a number: that one as a plain decimal */
static void add_key_value(char *line, const char *word)
{
	const char *value = strchr(word, '=');
	u64 n;

	if (value && !number(value + 1, &n)) {
		char plain[MMHP_LINE_MAX + 32];

		snprintf(plain, sizeof(plain), "%.*s=%llu", (int)(value - word), word, n);
		add(line, plain);
	} else {
		add(line, word);
	}
}

/* The numbers written out, single blanks, keys in the opposite order: it says the same. */
static void canonical(char *line, const struct mmhp_request *req, const struct words *w)
{
	size_t i, first = req->has_size ? 2 : 1;

	line[0] = '\0';
	add_number(line, req->start);
	if (req->has_size)
		add_number(line, req->size);
	for (i = w->count; i > first; i--)
		add_key_value(line, w->word[i - 1]);
}

/* A line that has no more than the address */
static void check_bare(const char *line, enum mmhp_verb verb, u64 start)
{
	struct mmhp_request want = ones;
	struct outcome bare;

	parse(&bare, &ones, verb, line, strlen(line));
	want.verb = verb;
	want.start = start;
	/* The file has a default of its own. */
	if (verb == MMHP_ONLINE)
		want.online = MMHP_ONLINE_ANY;
	holds(!bare.ret, "an address is enough");
	holds(!memcmp(&bare.req, &want, sizeof(want)), "what is not said is the default");
}

static void check_understood(const struct outcome *o, enum mmhp_verb verb, const struct words *w)
{
	char line[CANONICAL_MAX];
	struct outcome again;
	u64 n;

	holds(o->why.text[0] == FILLER, "no sentence goes with success");
	holds(o->req.verb == verb, "the request is for the file that was written");
	holds(w->count > 0, "a line has an address");
	holds(!number(w->word[0], &n) && n == o->req.start, "the address is the first word");
	if (o->req.has_size)
		holds(w->count > 1 && !number(w->word[1], &n) && n == o->req.size,
		      "the size is the second word");
	else
		holds(!o->req.size, "a size that is not named is left alone");

	line[0] = '\0';
	add_number(line, o->req.start);
	check_bare(line, verb, o->req.start);

	canonical(line, &o->req, w);
	parse(&again, &zeros, verb, line, strlen(line));
	holds(!again.ret, "the canonical line is understood");
	holds(!memcmp(&again.req, &o->req, sizeof(again.req)), "the canonical line says the same");

	if (!strchr(w->word[w->count - 1], '='))
		return;
	add(line, w->word[w->count - 1]);
	parse(&again, &zeros, verb, line, strlen(line));
	holds(again.ret == -EINVAL, "a key that is given twice is refused");
}

static void check_refused(const struct outcome *o, const struct words *w)
{
	const size_t len = strnlen(o->why.text, sizeof(o->why.text));
	u64 n;

	holds(o->ret == -EINVAL || o->ret == -ERANGE, "a refusal is EINVAL or ERANGE");
	holds(len > 0 && len < sizeof(o->why.text), "a refusal has a sentence that ends");
	holds(o->why.text[0] != FILLER || o->why.text[1] != FILLER, "a refusal has a sentence");
	holds(!strchr(o->why.text, '\n'), "a sentence is one line");
	if (w->count && number(w->word[0], &n))
		holds(o->ret == number(w->word[0], &n), "what is wrong with the address comes first");
}

/* What a line sets does not hang on the defaults, and what it does not set is the default. */
static void check_defaults(const struct outcome *o, const struct outcome *other)
{
	const unsigned char *a = (const void *)&o->req, *b = (const void *)&other->req;
	const unsigned char *da = (const void *)&zeros, *db = (const void *)&ones;
	size_t i;

	holds(o->ret == other->ret, "the answer does not hang on the defaults");
	for (i = 0; !o->ret && i < sizeof(o->req); i++)
		holds(a[i] == b[i] || (a[i] == da[i] && b[i] == db[i]),
		      "a field is set by the line, or the default");
}

static void check_line(enum mmhp_verb verb, const char *line, size_t len, const struct words *w)
{
	const struct mmhp_request before = ones;
	struct outcome o, other;

	parse(&o, &zeros, verb, line, len);
	parse(&other, &ones, verb, line, len);
	holds(!memcmp(&ones, &before, sizeof(ones)), "the defaults are not written to");
	check_defaults(&o, &other);
	if (o.ret)
		check_refused(&o, w);
	else
		check_understood(&o, verb, w);
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const char *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	memset(&ones, 1, sizeof(ones));
	ones.standby = ones.has_online = false;
	return 0;
}

int LLVMFuzzerTestOneInput(const char *data, size_t size)
{
	const struct mmhp_word *verb;
	static struct words w;
	char line[MMHP_LINE_MAX + 1];
	size_t len;

	/* What mmhp_control_check() lets through: that long, and no NUL in it */
	if (size > MMHP_LINE_MAX)
		return -1;
	memcpy(line, data, size);
	line[size] = '\0';
	len = strlen(line);
	input = line;
	split(&w, line, len);
	for (verb = mmhp_verb_words; verb->text; verb++)
		check_line(verb->value, line, len, &w);
	return 0;
}
