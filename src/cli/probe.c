// SPDX-License-Identifier: GPL-2.0
/*
 * A line for the file probe, out of options and arguments.
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "module.h"
#include "probe.h"
#include "ranges.h"

static int probe_add_key(struct probe *probe, const char *key, const char *value,
			 struct error *error)
{
	const size_t used = strlen(probe->keys), left = sizeof(probe->keys) - used;
	const int len = snprintf(probe->keys + used, left, " %s=%s", key, value);

	if (len < 0 || (size_t)len >= left - 64)
		return error_set(error, -EINVAL, "the line is too long");
	return 0;
}

/* One of PROBE_OPTIONS; false if it is not. @error says what is wrong with it. */
bool probe_option(struct probe *probe, const struct mmhp_option *options, int id,
		  const char *arg, struct error *error)
{
	error->err = 0;
	if (id < PROBE_LAYOUT || id >= PROBE_OWN)
		return false;
	while (options->id != id)
		options++;
	error->err = 0;
	probe_add_key(probe, options->name, options->arg ? arg : "1", error);
	return true;
}

/* Neither an address nor a place: 4G could be meant as either. */
static bool probe_is_bare_size(const char *word)
{
	return word[0] && strncasecmp(word, "0x", 2) && !strchr(word, '-') &&
	       isalpha((unsigned char)word[strlen(word) - 1]);
}

/* ADDR [SIZE] [KEY=VALUE ...]; the keys are the module's to judge. */
int probe_arguments(struct probe *probe, int argc, char **argv,
		    struct error *error)
{
	char *value;
	int used, ret;

	if (argc == 1 && probe_is_bare_size(argv[0]))
		return error_set(error, -EINVAL,
			"%.40s is a size; an address has to come before it, mmhp scan tells some",
			argv[0]);
	ret = parse_span(argv, argc, &probe->span, &used, error);
	for (; !ret && used < argc; used++) {
		value = strchr(argv[used], '=');
		if (!value)
			return error_set(error, -EINVAL,
				"\"%.40s\" is neither a size nor of the form KEY=VALUE",
				argv[used]);
		*value++ = '\0';
		if (!strcmp(argv[used], MMHP_KEY_DRY_RUN))
			return error_set(error, -EINVAL,
				MMHP_KEY_DRY_RUN " is what mmhp check does");
		ret = probe_add_key(probe, argv[used], value, error);
	}
	return ret;
}

/* Load the module, find its files, and know the size. */
int probe_prepare(struct probe *probe, struct ctl *ctl, const char *root,
		  struct error *error)
{
	int ret = module_load(root, error);

	if (!ret)
		ret = ctl_open(ctl, root, error);
	if (!ret && !probe->span.size)
		ret = ranges_block_size(root, &probe->span.size, error);
	return ret;
}

void probe_line(const struct probe *probe, char line[MMHP_LINE_MAX])
{
	snprintf(line, MMHP_LINE_MAX, "0x%" PRIx64 " 0x%" PRIx64 "%.900s",
		 probe->span.start, probe->span.size, probe->keys);
}

/* Is this very range there already */
bool probe_is_there(const struct ctl *ctl, const struct span *span)
{
	const struct range *range;
	struct ranges ranges;
	struct error unused;
	bool there;

	if (ranges_read(ctl, &ranges, &unused))
		return false;
	range = ranges_find(&ranges, span->start);
	there = range && range->size == span->size;
	ranges_free(&ranges);
	return there;
}
