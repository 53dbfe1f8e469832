// SPDX-License-Identifier: GPL-2.0
/*
 * mmhp add
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>

#include "iomem.h"
#include "persist.h"
#include "probe.h"
#include "range_row.h"
#include "signals.h"

static const struct mmhp_option add_options[] = {
	PROBE_OPTIONS,
	{ "persist", OPTION_PERSIST, NULL, NULL,
	  "add it at each boot, see mmhp.conf(5)" },
	OPTIONS_WAIT,
	{ }
};

/**
 * struct add - what is asked for, and what came of it
 * @probe: the range
 * @wait: how long it may take
 * @persist: keep it over boots
 * @already: it was there
 * @kept: it is kept already
 */
struct add {
	struct probe probe;
	struct ctl_wait wait;
	bool persist;
	bool already;
	bool kept;
};

/* The word of online= that a range is as it is by; NULL if there is none */
static const char *add_online_word(const struct range *range)
{
	if (!strcmp(range->state, MMHP_WORD_OFFLINE))
		return MMHP_WORD_OFFLINE;
	if (!strcmp(range->zone, "Movable"))
		return MMHP_WORD_ONLINE_MOVABLE;
	if (!strcmp(range->state, MMHP_WORD_ONLINE) && strcmp(range->zone, "mixed"))
		return MMHP_WORD_ONLINE_KERNEL;
	return NULL;
}

/* Does it lie in RAM that memmap= has kept back? That takes more than an address. */
static bool add_is_reserved(const char *root, const struct range *range)
{
	struct regions regions;
	struct error unused;
	bool found = false;
	size_t i;

	if (iomem_read(root, &regions, &unused))
		return false;
	for (i = 0; i < regions.nr; i++)
		found |= !strcmp(regions.at[i].name, IOMEM_RESERVED) &&
			 regions.at[i].start < range->start + range->size &&
			 regions.at[i].last >= range->start;
	regions_free(&regions);
	return found;
}

/*
 * A range that is there is kept as it is, not as the system's defaults of the next
 * boot have it, unless the command line says how.
 */
static void add_keep_as_is(const struct ctl *ctl, struct probe *probe)
{
	const struct range *range;
	struct ranges ranges;
	struct error unused;
	const char *online;

	if (*probe->keys || ranges_read(ctl, &ranges, &unused))
		return;
	range = ranges_find(&ranges, probe->span.start);
	online = range ? add_online_word(range) : NULL;
	if (range)
		snprintf(probe->keys, sizeof(probe->keys), " %s=%s %s=%d%s%s%s%s%s",
			 MMHP_KEY_LAYOUT, range->layout, MMHP_KEY_NODE, range->node,
			 strcmp(range->engine, MMHP_WORD_CORE) ? "" :
			 " " MMHP_KEY_ENGINE "=" MMHP_WORD_CORE,
			 online ? " " MMHP_KEY_ONLINE "=" : "", online ? online : "",
			 strcmp(range->state, MMHP_WORD_STANDBY) ? "" :
			 " " MMHP_KEY_STANDBY "=1",
			 add_is_reserved(ctl->root, range) ?
			 " " MMHP_KEY_ALLOW "=" MMHP_WORD_RESERVED : "");
	ranges_free(&ranges);
}

static void add_say(const struct mmhp *mmhp, const struct ctl *ctl,
		    const struct add *add, const struct error *not_kept)
{
	const struct span *span = &add->probe.span;
	const struct range *range = NULL;
	struct ranges ranges = { };
	struct json_object *json;
	struct error unused;

	if (!ranges_read(ctl, &ranges, &unused))
		range = ranges_find(&ranges, span->start);
	if (mmhp->json) {
		json = say_json_new(mmhp);
		json_object_object_add(json, "already",
				       json_object_new_boolean(add->already));
		json_object_object_add(json, "persistent",
			json_object_new_boolean(add->persist && !not_kept->err));
		json_object_object_add(json, "range",
				       range ? range_row_json(range) : NULL);
		if (not_kept->err)
			json_object_object_add(json, "error", say_json_error(not_kept));
		say_json(mmhp, json);
	} else {
		printf("0x%" PRIx64 "-0x%" PRIx64 ": %s%s%s\n", span->start,
		       span->start + span->size - 1,
		       add->already ? "already there" : "added",
		       range ? ", " : "", range ? range->state : "");
		if (not_kept->err)
			say_error(mmhp, not_kept);
	}
	ranges_free(&ranges);
}

/*
 * A range that is there is not asked for; but what is kept has to be a line that the
 * module takes. It looks at the range after all else.
 */
static int add_check_line(const struct mmhp *mmhp, const struct ctl *ctl,
			  const struct action *action, const struct span *span,
			  const char *line, struct error *error)
{
	char dry[MMHP_LINE_MAX];
	int ret;

	snprintf(dry, sizeof(dry), "%.1000s " MMHP_KEY_DRY_RUN "=1", line);
	ret = action_request(mmhp, ctl, action, span, dry, error);
	return ret == -EEXIST ? 0 : ret;
}

static int add_request(const struct mmhp *mmhp, const struct ctl *ctl,
		       struct add *add, char line[MMHP_LINE_MAX], struct error *error)
{
	const struct action action = {
		.file = MMHP_FILE_PROBE, .verb = "adding", .wait = add->wait,
	};
	struct probe *probe = &add->probe;
	const bool as_is = !*probe->keys;

	add->already = probe_is_there(ctl, &probe->span);
	if (add->already && add->persist)
		add_keep_as_is(ctl, probe);
	probe_line(probe, line);
	if (!add->already)
		return action_request(mmhp, ctl, &action, &probe->span, line, error);
	if (!add->persist)
		return 0;
	/* Who has changed the line since it was kept is right. */
	add->kept = as_is && persist_has(mmhp->root, &probe->span);
	return as_is ? 0 : add_check_line(mmhp, ctl, &action, &probe->span, line, error);
}

static int add_do(const struct mmhp *mmhp, struct add *add)
{
	struct error error = { };
	char line[MMHP_LINE_MAX];
	struct ctl ctl;

	signals_catch(add->wait.timeout);
	if (probe_prepare(&add->probe, &ctl, mmhp->root, &error) ||
	    (add->persist && persist_check(mmhp->root, &add->probe.span, &error)) ||
	    add_request(mmhp, &ctl, add, line, &error))
		return say_error(mmhp, &error);
	error.err = 0;
	if (add->persist && !add->kept)
		persist_keep(mmhp->root, add->probe.span.start, line, &error);
	add_say(mmhp, &ctl, add, &error);
	return error.err ? MMHP_EXIT_PARTLY : MMHP_EXIT_DONE;
}

static int add_run(struct mmhp *mmhp, int argc, char **argv)
{
	struct add add = { };
	struct error error;
	int id;

	while ((id = options_next(mmhp, add_options, argc, argv)) >= 0) {
		error.err = 0;
		if (id == OPTION_PERSIST)
			add.persist = true;
		else if (!probe_option(&add.probe, add_options, id, optarg, &error))
			action_wait_option(&add.wait, id, optarg, &error);
		if (error.err)
			return say_usage(mmhp, "%s", error.text);
	}
	if (id != OPTIONS_END)
		return id == OPTIONS_BAD ? MMHP_EXIT_USAGE : MMHP_EXIT_DONE;
	if (probe_arguments(&add.probe, argc - optind, argv + optind, &error))
		return say_usage(mmhp, "%s", error.text);
	return add_do(mmhp, &add);
}

const struct mmhp_command cmd_add = {
	.name = "add",
	.args = "ADDR [SIZE] [KEY=VALUE]... | ADDR-ADDR [KEY=VALUE]...",
	.summary = "add a range of RAM",
	.about = "Adds a range of RAM, with its memmap inside. Address and size are multiples of the\n"
		 "memory block size; without a size it is one block. A range that is there already is\n"
		 "no mistake. What can be added, mmhp scan tells; what would come of it, mmhp check.",
	.options = add_options,
	.takes = TAKES_FREE,
	.run = add_run,
};
