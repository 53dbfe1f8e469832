// SPDX-License-Identifier: GPL-2.0
/*
 * What remove, online, offline and standby have in common: one range, or all of
 * them one after the other.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <json-c/json.h>
#include <uapi/mmhp_selfhost.h>

#include "action.h"
#include "persist.h"
#include "progress.h"
#include "range_row.h"
#include "signals.h"

/**
 * action_request() - one request, with a bar on a terminal while it lasts
 * @mmhp: what holds for every command
 * @ctl: where the module's files are
 * @action: what is done
 * @span: to what
 * @line: what is written
 * @error: the sentence for a failure
 *
 * Return: 0 or a negative errno.
 */
int action_request(const struct mmhp *mmhp, const struct ctl *ctl,
		   const struct action *action, const struct span *span,
		   const char *line, struct error *error)
{
	struct progress progress = {
		.root = mmhp->root,
		.verb = action->verb,
		.start = span->start,
		.size = span->size,
		.leaving = action->leaving,
		.enabled = span->size >= RANGES_PAGE && !mmhp->json &&
			   isatty(STDERR_FILENO),
	};
	const struct ctl_watch watch = { progress_tick, &progress };
	int ret;

	progress_begin(&progress);
	ret = ctl_request(ctl, action->file, line, &action->wait, &watch, error);
	progress_end(&progress);
	return ret;
}

/* A range goes as it came: what names a part of it is no request. */
static int action_one(const struct mmhp *mmhp, const struct ctl *ctl,
		      const struct action *action, struct span *span,
		      const struct range *range, struct error *error)
{
	char line[MMHP_LINE_MAX];

	if (range && span->size && span->size != range->size)
		return error_set(error, -EINVAL,
			"the range at 0x%" PRIx64 " has 0x%" PRIx64 " bytes, and is dealt with as a whole",
			range->start, range->size);
	if (range)
		span->size = range->size;
	snprintf(line, sizeof(line), "0x%" PRIx64 "%s%s", span->start,
		 action->word ? " " : "", action->word ? action->word : "");
	return action_request(mmhp, ctl, action, span, line, error);
}

/* How a range is afterwards; NULL if it is gone */
static struct json_object *action_state(const struct ctl *ctl, uint64_t start)
{
	struct json_object *json = NULL;
	const struct range *range;
	struct ranges ranges;
	struct error unused;

	if ((!ctl->has_tables && !ctl->has_sysfs) ||
	    ranges_read(ctl, &ranges, &unused))
		return NULL;
	range = ranges_find(&ranges, start);
	if (range)
		json = range_row_json(range);
	ranges_free(&ranges);
	return json;
}

static void action_say_done(const struct action *action, uint64_t start)
{
	printf("0x%" PRIx64 ": %s\n", start, action->done);
	fflush(stdout);
}

static void action_say(const struct mmhp *mmhp, const struct ctl *ctl,
		       const struct action *action, const struct span *span,
		       const struct error *error, struct json_object *results)
{
	struct json_object *result;
	char start[32];

	if (!mmhp->json) {
		if (error->err)
			say_error(mmhp, error);
		else
			action_say_done(action, span->start);
		return;
	}
	snprintf(start, sizeof(start), "0x%" PRIx64, span->start);
	result = json_object_new_object();
	json_object_object_add(result, "start", json_object_new_string(start));
	json_object_object_add(result, "done", json_object_new_boolean(!error->err));
	json_object_object_add(result, "error",
			       error->err ? say_json_error(error) : NULL);
	json_object_object_add(result, "range", action_state(ctl, span->start));
	json_object_array_add(results, result);
}

/* @results is given up. */
static void action_say_results(const struct mmhp *mmhp, struct json_object *results)
{
	struct json_object *json;

	if (!mmhp->json)
		return;
	json = say_json_new(mmhp);
	json_object_object_add(json, "results", results);
	say_json(mmhp, json);
}

/* The exit code for so many of so many */
static int action_exit_code(size_t done, size_t all, const struct error *last)
{
	if (done == all)
		return MMHP_EXIT_DONE;
	return done ? MMHP_EXIT_PARTLY : error_exit_code(last);
}

/**
 * struct action_todo - the ranges that it is done to
 * @at: their addresses; size 0 where none was named
 * @nr: how many
 * @absent: why the module cannot be asked, if it cannot
 */
struct action_todo {
	struct span *at;
	size_t nr;
	struct error absent;
};

/* All that is there; and what is not, but comes at boot, if that is to be forgotten */
static int action_todo_all(const struct mmhp *mmhp, const struct action *action,
			   const struct ranges *ranges, struct action_todo *todo,
			   struct error *error)
{
	struct conf conf = { };
	size_t i;

	if (action->forget && conf_read(mmhp->root, &conf, error))
		return error->err;
	todo->at = calloc(ranges->nr + conf.nr + 1, sizeof(*todo->at));
	for (i = 0; todo->at && i < ranges->nr; i++)
		todo->at[todo->nr++].start = ranges->at[i].start;
	for (i = 0; todo->at && i < conf.nr; i++)
		if (persist_is_own(&conf.at[i]) &&
		    !ranges_find(ranges, conf.at[i].span.start))
			todo->at[todo->nr++].start = conf.at[i].span.start;
	conf_free(&conf);
	return todo->at ? 0 : error_set(error, -ENOMEM, "no memory");
}

/* A range that was looked for is not there; one that was named, the module may know. */
static int action_try(const struct mmhp *mmhp, const struct ctl *ctl,
		      const struct action *action, const struct action_todo *todo,
		      struct span *span, const struct ranges *ranges, bool named,
		      struct error *error)
{
	const struct range *range = ranges_find(ranges, span->start);

	if (todo->absent.err)
		*error = todo->absent;
	else if (!range && !named)
		error_set(error, -ENOENT, "there is no range at 0x%" PRIx64, span->start);
	else
		error->err = action_one(mmhp, ctl, action, span, range, error);
	return error->err;
}

/*
 * Forget it as well. A range that has gone already can still be forgotten, but only if
 * it was kept; else a wrong address would seem to be a right one. One that cannot go
 * now is forgotten, too: it ends with the next boot. True if half of it is done: it
 * went, but is kept, or it stays, but is forgotten.
 */
static bool action_forget(const struct mmhp *mmhp, uint64_t start, struct error *error)
{
	const struct error before = *error;
	const size_t used = strlen(before.text);
	struct error after;
	int ret;

	if (before.err && before.err != -ENOENT && before.err != -ENODEV &&
	    before.err != -EBUSY)
		return false;
	error->err = 0;
	ret = persist_forget(mmhp->root, start, error);
	if (!before.err)
		return ret < 0;
	after = *error;
	if (ret > 0 || before.err == -EBUSY)
		*error = before;
	if (ret > 0 || before.err != -EBUSY)
		return false;
	snprintf(error->text + used, sizeof(error->text) - used, "; %.200s",
		 ret ? after.text : "it is not added at boot any more");
	return !ret;
}

static int action_each(const struct mmhp *mmhp, const struct ctl *ctl,
		       const struct action *action, const struct ranges *ranges,
		       const struct action_todo *todo, bool named)
{
	struct json_object *results = mmhp->json ? json_object_new_array() : NULL;
	struct error error = { }, last = { };
	bool partly = false;
	size_t i, done = 0;

	for (i = 0; i < todo->nr && last.err != -EINTR && last.err != -ETIMEDOUT; i++) {
		struct span one = todo->at[i];
		const bool went = !action_try(mmhp, ctl, action, todo, &one, ranges,
					      named, &error);
		const bool half = action->forget && action_forget(mmhp, one.start, &error);

		if (half && went && !mmhp->json)
			action_say_done(action, one.start);
		partly |= half;
		if (!error.err)
			done++;
		else
			last = error;
		action_say(mmhp, ctl, action, &one, &error, results);
	}
	action_say_results(mmhp, results);
	return partly ? MMHP_EXIT_PARTLY : action_exit_code(done, todo->nr, &last);
}

static int action_all(const struct mmhp *mmhp, const struct ctl *ctl,
		      const struct action *action, const struct ranges *ranges,
		      struct action_todo *todo)
{
	struct error error;
	int code;

	if (action_todo_all(mmhp, action, ranges, todo, &error))
		return say_error(mmhp, &error);
	code = !todo->nr && todo->absent.err ? say_error(mmhp, &todo->absent) :
		action_each(mmhp, ctl, action, ranges, todo, false);
	free(todo->at);
	return code;
}

/**
 * action_run() - do it
 * @mmhp: what holds for every command
 * @action: what
 * @span: to which range, NULL for all
 *
 * Return: the exit code.
 */
int action_run(const struct mmhp *mmhp, const struct action *action,
	       const struct span *span)
{
	struct action_todo todo = { };
	struct ranges ranges = { };
	struct error error;
	struct span named;
	struct ctl ctl;
	int code;

	/* Without the module there is no range, but one may be kept. */
	if (ctl_open(&ctl, mmhp->root, &todo.absent)) {
		if (todo.absent.err != -ENODEV || !action->forget)
			return say_error(mmhp, &todo.absent);
		ctl = (struct ctl){ .root = mmhp->root };
	}
	signals_catch(action->wait.timeout);
	if (!todo.absent.err && ranges_read(&ctl, &ranges, &error))
		return say_error(mmhp, ctl_given_up(&action->wait, &error));
	if (span) {
		named = *span;
		todo.at = &named;
		todo.nr = 1;
		code = action_each(mmhp, &ctl, action, &ranges, &todo, true);
	} else {
		code = action_all(mmhp, &ctl, action, &ranges, &todo);
	}
	ranges_free(&ranges);
	return code;
}

/* One of the options that OPTIONS_WAIT lists; @error says what is wrong with it. */
bool action_wait_option(struct ctl_wait *wait, int id, const char *arg,
			struct error *error)
{
	error->err = 0;
	if (id == OPTION_WAIT)
		wait->busy = true;
	else if (id == OPTION_TIMEOUT)
		error->err = parse_seconds(arg, &wait->timeout, error);
	else
		return false;
	return true;
}

/* 0 unless there are more words than were used */
int action_no_more(const struct mmhp *mmhp, int argc, char **argv, int used)
{
	return argc > used ? say_usage(mmhp, "%s: one word too many", argv[used]) : 0;
}
