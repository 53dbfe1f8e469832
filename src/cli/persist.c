// SPDX-License-Identifier: GPL-2.0
/*
 * Ranges that stay over boots: --persist keeps each in a file of its own, named by its
 * start. What an administrator wrote is his, be it in a file of that name.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"
#include "persist.h"

/* The package knows by this line, too, what goes with it. */
#define PERSIST_MARK	"# by mmhp add --persist\n"

static void persist_name(uint64_t start, char name[64])
{
	snprintf(name, 64, CONF_DIR "/0x%" PRIx64 ".conf", start);
}

/* Is a line one that --persist has kept */
bool persist_is_own(const struct conf_line *line)
{
	char name[64];

	persist_name(line->span.start, name);
	return !line->error.err && !strcmp(line->file, name);
}

/* Is the file of that name as --persist writes it: its mark, and the line of this range */
static int persist_check_file(const char *root, uint64_t start, struct error *error)
{
	struct conf conf = { };
	char name[64], *text;
	bool marked;
	int ret;

	persist_name(start, name);
	ret = file_read(root, name, &text);
	if (ret == -ENOENT)
		return 0;
	if (ret)
		return error_set(error, ret, "%s cannot be read: %s", name,
				 strerror(-ret));
	marked = !strncmp(text, PERSIST_MARK, strlen(PERSIST_MARK));
	ret = conf_parse(name, text, &conf);
	free(text);
	if (!ret && (!marked || conf.nr > 1 ||
		     (conf.nr && (conf.at[0].error.err || conf.at[0].span.start != start))))
		ret = -EEXIST;
	conf_free(&conf);
	return ret ? error_set(error, ret,
			       "%s is not as --persist writes it, and stays; change it by hand",
			       name) : 0;
}

/* Without a size it is a block, which is no smaller than that. */
static uint64_t persist_last(const struct span *span)
{
	return span->start + (span->size ? span->size : 1) - 1;
}

static int persist_check_line(const struct conf_line *line, const struct span *span,
			      struct error *error)
{
	char name[64];

	persist_name(span->start, name);
	if (line->error.err || !strcmp(line->file, name) ||
	    line->span.start > persist_last(span) || persist_last(&line->span) < span->start)
		return 0;
	return error_set(error, -EEXIST,
		"%s:%u has 0x%" PRIx64 " as well, which would be added at boot before or instead of this; change it by hand",
		line->file, line->line, line->span.start);
}

/**
 * persist_check() - can a range be kept over boots
 * @root: what all paths begin with
 * @span: the range
 * @error: the sentence for a failure
 *
 * Return: 0; -EEXIST if another line has some of it, or its file is not ours.
 */
int persist_check(const char *root, const struct span *span, struct error *error)
{
	struct conf conf;
	size_t i;
	int ret = conf_read(root, &conf, error);

	if (ret)
		return ret;
	for (i = 0; !ret && i < conf.nr; i++)
		ret = persist_check_line(&conf.at[i], span, error);
	conf_free(&conf);
	return ret ?: persist_check_file(root, span->start, error);
}

/* Is this range kept by us already */
bool persist_has(const char *root, const struct span *span)
{
	struct error unused;
	struct conf conf;
	bool found = false;
	size_t i;

	if (conf_read(root, &conf, &unused))
		return false;
	for (i = 0; i < conf.nr; i++)
		found |= persist_is_own(&conf.at[i]) &&
			 conf.at[i].span.start == span->start &&
			 conf.at[i].span.size == span->size;
	conf_free(&conf);
	return found;
}

/**
 * persist_keep() - keep a range over boots
 * @root: what all paths begin with
 * @start: its address
 * @line: what adds it
 * @error: the sentence for a failure
 *
 * Return: 0 or a negative errno.
 */
int persist_keep(const char *root, uint64_t start, const char *line,
		 struct error *error)
{
	char name[64], path[PATH_MAX], *text;
	int ret = persist_check_file(root, start, error);

	if (ret)
		return ret;
	persist_name(start, name);
	ret = file_path(path, root, "%s", CONF_DIR);
	if (!ret && mkdir(path, 0755) && errno != EEXIST)
		ret = -errno;
	if (!ret && asprintf(&text, PERSIST_MARK "%s\n", line) < 0)
		ret = -ENOMEM;
	if (!ret) {
		ret = file_write_new(root, name, text);
		free(text);
	}
	return ret ? error_set(error, ret, "%s cannot be written: %s", name,
			       strerror(-ret)) : 0;
}

/**
 * persist_forget() - undo persist_keep()
 * @root: what all paths begin with
 * @start: address of the range
 * @error: the sentence for a failure
 *
 * Return: 0; 1 if there was nothing to be undone; -EEXIST if another line still has
 * the range, or its file is not ours.
 */
int persist_forget(const char *root, uint64_t start, struct error *error)
{
	char name[64], path[PATH_MAX];
	struct conf conf;
	size_t i;
	int ret = persist_check_file(root, start, error);

	if (ret)
		return ret;
	persist_name(start, name);
	ret = file_path(path, root, "%s", name);
	if (!ret && unlink(path))
		ret = errno == ENOENT ? 1 : -errno;
	if (ret < 0)
		return error_set(error, ret, "%s cannot be removed: %s", name,
				 strerror(-ret));
	if (conf_read(root, &conf, error))
		return error->err;
	for (i = 0; ret >= 0 && i < conf.nr; i++)
		if (!conf.at[i].error.err && conf.at[i].span.start == start)
			ret = error_set(error, -EEXIST,
				"%s:%u has the range as well, and keeps it; take the line away by hand",
				conf.at[i].file, conf.at[i].line);
	conf_free(&conf);
	return ret;
}
