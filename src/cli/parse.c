// SPDX-License-Identifier: GPL-2.0
/*
 * Sizes, addresses and ranges as chmem and lsmem take them.
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "parse.h"

static const char parse_units[] = "KMGTPE";

/* The number that text begins with, unit included; *end is what follows. */
static int parse_prefix(const char *text, const char **end, uint64_t *number)
{
	const char *unit;
	unsigned int shift;
	char *rest;

	/* strtoull() takes signs and blanks, which are no part of a number here. */
	if (!isdigit((unsigned char)*text))
		return -EINVAL;
	errno = 0;
	*number = strtoull(text, &rest, 0);
	if (errno)
		return -errno;
	*end = rest;
	unit = *rest ? strchr(parse_units, toupper((unsigned char)*rest)) : NULL;
	if (!unit)
		return 0;
	shift = (unit - parse_units + 1) * 10;
	if (*number > UINT64_MAX >> shift)
		return -ERANGE;
	*number <<= shift;
	/* As util-linux: "K" and "KiB" are the same. */
	*end = rest + (strncasecmp(rest + 1, "iB", 2) ? 1 : 3);
	return 0;
}

static int parse_fail(const char *text, int ret, struct error *error)
{
	if (ret == -ERANGE)
		return error_set(error, ret, "\"%.40s\" does not fit into 64 bits",
				 text);
	return error_set(error, ret,
			 "\"%.40s\" is not a number such as 0x140000000, 128M or 4G",
			 text);
}

/* A number as the kernel's memparse() reads it */
int parse_number(const char *text, uint64_t *number, struct error *error)
{
	const char *end;
	int ret = parse_prefix(text, &end, number);

	if (!ret && *end)
		ret = -EINVAL;
	return ret ? parse_fail(text, ret, error) : 0;
}

/* FIRST-LAST, both in it; lsmem and chmem print it like this. */
static int parse_first_last(const char *text, const char *dash,
			    struct span *span, struct error *error)
{
	const char *end;
	uint64_t last;
	int ret = parse_prefix(text, &end, &span->start);

	if (!ret && end != dash)
		ret = -EINVAL;
	if (!ret)
		ret = parse_prefix(dash + 1, &end, &last);
	if (!ret && *end)
		ret = -EINVAL;
	if (ret)
		return parse_fail(text, ret, error);
	if (last < span->start)
		return error_set(error, -EINVAL, "\"%.60s\" ends before it starts",
				 text);
	if (last - span->start == UINT64_MAX)
		return parse_fail(text, -ERANGE, error);
	span->size = last - span->start + 1;
	return 0;
}

/*
 * ADDR, ADDR SIZE, or ADDR-ADDR at the head of argv; *used is how many words it
 * took. A second word is a size unless it has the form of a key=value.
 */
int parse_span(char **argv, int argc, struct span *span, int *used,
	       struct error *error)
{
	const char *dash;
	int ret;

	*used = 0;
	span->size = 0;
	if (!argc)
		return error_set(error, -EINVAL, "the address is missing");
	*used = 1;
	dash = strchr(argv[0], '-');
	if (dash && dash != argv[0])
		return parse_first_last(argv[0], dash, span, error);
	ret = parse_number(argv[0], &span->start, error);
	if (ret || argc < 2 || strchr(argv[1], '='))
		return ret;
	*used = 2;
	ret = parse_number(argv[1], &span->size, error);
	if (!ret && !span->size)
		ret = error_set(error, -EINVAL, "the size is 0");
	return ret;
}

int parse_seconds(const char *text, unsigned int *seconds, struct error *error)
{
	uint64_t number;

	if (parse_number(text, &number, error) || number > INT_MAX / 1000)
		return error_set(error, -EINVAL,
				 "\"%.40s\" is not a number of seconds", text);
	*seconds = number;
	return 0;
}

/* "memory43" or "43": the number of a memory block. An address has 0x or a unit. */
bool parse_block(const char *text, uint64_t *block)
{
	char *end;

	if (!strncmp(text, "memory", strlen("memory")))
		text += strlen("memory");
	if (!isdigit((unsigned char)*text) || (text[0] == '0' && text[1]))
		return false;
	errno = 0;
	*block = strtoull(text, &end, 10);
	return !errno && !*end;
}

/* "4G", "1.5G", "128M": at most one decimal, as lsmem prints sizes */
const char *parse_size_text(uint64_t size, char *buf, size_t len)
{
	unsigned int shift = 0, tenths;
	const char *unit = NULL;

	while (shift < 60 && size >> (shift + 10)) {
		unit = &parse_units[shift / 10];
		shift += 10;
	}
	if (!unit) {
		snprintf(buf, len, "%" PRIu64 "B", size);
		return buf;
	}
	tenths = ((size >> (shift - 10)) & 1023) * 10 / 1024;
	if (tenths)
		snprintf(buf, len, "%" PRIu64 ".%u%c", size >> shift, tenths, *unit);
	else
		snprintf(buf, len, "%" PRIu64 "%c", size >> shift, *unit);
	return buf;
}
