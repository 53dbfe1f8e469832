// SPDX-License-Identifier: GPL-2.0
/*
 * /etc/mmhp.conf and /etc/mmhp.conf.d: lines of the probe grammar.
 */
#include <ctype.h>
#include <errno.h>
#include <glob.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <uapi/mmhp_selfhost.h>

#include "conf.h"
#include "file.h"

void conf_free(struct conf *conf)
{
	size_t i;

	for (i = 0; i < conf->nr; i++) {
		free(conf->at[i].file);
		free(conf->at[i].text);
	}
	free(conf->at);
	*conf = (struct conf){ };
}

/* Without comment and blanks around it; empty if there is nothing else */
static char *conf_strip(char *line)
{
	size_t len;

	line[strcspn(line, "#")] = '\0';
	while (isspace((unsigned char)*line))
		line++;
	len = strlen(line);
	while (len && isspace((unsigned char)line[len - 1]))
		line[--len] = '\0';
	return line;
}

/* The address and the size of a line */
static int conf_parse_span(const char *text, struct span *span,
			   struct error *error)
{
	char *copy = strdup(text), *words[2], *save;
	int used, ret, nr;

	if (!copy)
		return error_set(error, -ENOMEM, "no memory");
	words[0] = strtok_r(copy, " \t", &save);
	words[1] = strtok_r(NULL, " \t", &save);
	nr = words[0] ? words[1] ? 2 : 1 : 0;
	/* In a file an address is one number, as in the module's own grammar. */
	if (words[0] && strchr(words[0], '-'))
		ret = error_set(error, -EINVAL,
				"\"%.60s\" is not an address; a line is ADDR SIZE [KEY=VALUE ...]",
				words[0]);
	else
		ret = parse_span(words, nr, span, &used, error);
	free(copy);
	return ret;
}

static int conf_add(struct conf *conf, const char *file, unsigned int line,
		    const char *text, struct error *error)
{
	struct conf_line new = { .line = line }, *more;
	struct error why;
	int ret = conf_parse_span(text, &new.span, &why);

	if (!ret && strstr(text, MMHP_KEY_DRY_RUN "="))
		ret = error_set(&why, -EINVAL, MMHP_KEY_DRY_RUN " adds nothing");
	if (ret)
		return error_set(error, ret, "%s:%u: %.400s", file, line, why.text);
	more = reallocarray(conf->at, conf->nr + 1, sizeof(*more));
	if (!more)
		return error_set(error, -ENOMEM, "no memory");
	conf->at = more;
	new.file = strdup(file);
	new.text = strdup(text);
	if (!new.file || !new.text) {
		free(new.file);
		free(new.text);
		return error_set(error, -ENOMEM, "no memory");
	}
	conf->at[conf->nr++] = new;
	return 0;
}

/*
 * The lines of a text, added to @conf; the text is cut up. Of lines that are
 * wrong the first is told of; all others are taken.
 */
int conf_parse(const char *file, char *text, struct conf *conf,
	       struct error *error)
{
	unsigned int line;
	struct error next;
	char *rest = text;
	int ret = 0;

	for (line = 1; (text = strsep(&rest, "\n")); line++) {
		text = conf_strip(text);
		if (*text && conf_add(conf, file, line, text, ret ? &next : error) &&
		    !ret)
			ret = error->err;
	}
	return ret;
}

static int conf_read_file(const char *root, const char *file, struct conf *conf,
			  struct error *error)
{
	char *text;
	int ret = file_read(root, file, &text);

	if (ret == -ENOENT)
		return 0;
	if (ret)
		return error_set(error, ret, "%s cannot be read", file);
	ret = conf_parse(file, text, conf, error);
	free(text);
	return ret;
}

/**
 * conf_read() - all that is to be there after boot
 * @root: what all paths begin with
 * @conf: filled in, also after a failure: with the lines that are right;
 *	conf_free() frees it
 * @error: what is wrong with the first line that is
 *
 * /etc/mmhp.conf comes first, then the files of the folder by name.
 *
 * Return: 0 or a negative errno.
 */
int conf_read(const char *root, struct conf *conf, struct error *error)
{
	char pattern[PATH_MAX];
	struct error next;
	glob_t found = { };
	size_t i;
	int ret;

	*conf = (struct conf){ };
	ret = file_path(pattern, root, "%s", CONF_DIR "/*.conf");
	if (ret)
		return error_set(error, ret, "%s is too long", root);
	if (glob(pattern, 0, NULL, &found) == GLOB_NOSPACE)
		return error_set(error, -ENOMEM, "no memory");
	ret = conf_read_file(root, CONF_FILE, conf, error);
	for (i = 0; i < found.gl_pathc; i++) {
		const char *file = found.gl_pathv[i] + strlen(root);
		const int err = conf_read_file(root, file, conf,
					       ret ? &next : error);

		ret = ret ? ret : err;
	}
	globfree(&found);
	return ret;
}

static void conf_name(uint64_t start, char *name, size_t len)
{
	snprintf(name, len, CONF_DIR "/0x%" PRIx64 ".conf", start);
}

/* Keep a range over boots: a file of its own, named by its start. */
int conf_persist(const char *root, uint64_t start, const char *line,
		 struct error *error)
{
	char name[64], path[PATH_MAX], *text;
	int ret = file_path(path, root, "%s", CONF_DIR);

	if (!ret && mkdir(path, 0755) && errno != EEXIST)
		ret = -errno;
	conf_name(start, name, sizeof(name));
	if (!ret && asprintf(&text, "# by mmhp add --persist\n%s\n", line) < 0)
		ret = -ENOMEM;
	if (!ret) {
		ret = file_write_new(root, name, text);
		free(text);
	}
	return ret ? error_set(error, ret, "%s cannot be written: %s", name,
			       strerror(-ret)) : 0;
}

/*
 * Undo conf_persist(): 0, 1 if there was nothing to be undone, -EEXIST if another
 * file still has the range.
 */
int conf_forget(const char *root, uint64_t start, struct error *error)
{
	char name[64], path[PATH_MAX];
	struct error unused;
	struct conf conf;
	int ret;
	size_t i;

	conf_name(start, name, sizeof(name));
	ret = file_path(path, root, "%s", name);
	if (!ret && unlink(path))
		ret = errno == ENOENT ? 1 : -errno;
	if (ret < 0)
		return error_set(error, ret, "%s cannot be removed: %s", name,
				 strerror(-ret));
	conf_read(root, &conf, &unused);
	for (i = 0; ret >= 0 && i < conf.nr; i++)
		if (conf.at[i].span.start == start)
			ret = error_set(error, -EEXIST,
				"%s:%u has the range as well, and keeps it; take the line away by hand",
				conf.at[i].file, conf.at[i].line);
	conf_free(&conf);
	return ret;
}
