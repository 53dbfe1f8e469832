// SPDX-License-Identifier: GPL-2.0
/*
 * /etc/mmhp.conf and /etc/mmhp.conf.d: lines of the probe grammar.
 */
#include <ctype.h>
#include <errno.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
		    const char *text, const struct error *error)
{
	struct conf_line new = { .line = line, .error = *error };
	struct conf_line *more = reallocarray(conf->at, conf->nr + 1, sizeof(*more));

	if (!more)
		return -ENOMEM;
	conf->at = more;
	new.file = strdup(file);
	new.text = text ? strdup(text) : NULL;
	if (!new.file || (text && !new.text)) {
		free(new.file);
		return -ENOMEM;
	}
	conf->at[conf->nr++] = new;
	return 0;
}

static int conf_add_line(struct conf *conf, const char *file, unsigned int line,
			 const char *text)
{
	struct error error = { };
	struct span span = { };
	int ret = conf_parse_span(text, &span, &error);

	if (!ret && strstr(text, MMHP_KEY_DRY_RUN "="))
		ret = error_set(&error, -EINVAL, MMHP_KEY_DRY_RUN " adds nothing");
	ret = conf_add(conf, file, line, ret ? NULL : text, &error);
	if (!ret)
		conf->at[conf->nr - 1].span = span;
	return ret;
}

/* The lines of a text, added to @conf, those that are wrong as well; the text is cut up. */
int conf_parse(const char *file, char *text, struct conf *conf)
{
	unsigned int line;
	char *rest = text;
	int ret = 0;

	for (line = 1; !ret && (text = strsep(&rest, "\n")); line++) {
		text = conf_strip(text);
		if (*text)
			ret = conf_add_line(conf, file, line, text);
	}
	return ret;
}

static int conf_read_file(const char *root, const char *file, struct conf *conf)
{
	struct error error;
	char *text;
	int ret = file_read(root, file, &text);

	if (ret == -ENOENT)
		return 0;
	if (ret) {
		error_set(&error, ret, "cannot be read: %s", strerror(-ret));
		return conf_add(conf, file, 0, NULL, &error);
	}
	ret = conf_parse(file, text, conf);
	free(text);
	return ret;
}

static int conf_read_all(const char *root, struct conf *conf)
{
	char pattern[PATH_MAX];
	glob_t found = { };
	size_t i;
	int ret = file_path(pattern, root, "%s", CONF_DIR "/*.conf");

	if (!ret && glob(pattern, 0, NULL, &found) == GLOB_NOSPACE)
		ret = -ENOMEM;
	ret = ret ?: conf_read_file(root, CONF_FILE, conf);
	for (i = 0; !ret && i < found.gl_pathc; i++)
		ret = conf_read_file(root, found.gl_pathv[i] + strlen(root), conf);
	globfree(&found);
	return ret;
}

/**
 * conf_read() - all that is to be there after boot
 * @root: what all paths begin with
 * @conf: filled in, with the lines that are wrong as well; conf_free() frees it
 * @error: the sentence for a failure
 *
 * /etc/mmhp.conf comes first, then the files of the folder by name.
 *
 * Return: 0 or a negative errno, then there is nothing to be freed.
 */
int conf_read(const char *root, struct conf *conf, struct error *error)
{
	int ret;

	*conf = (struct conf){ };
	ret = conf_read_all(root, conf);
	if (!ret)
		return 0;
	conf_free(conf);
	return error_set(error, ret, CONF_FILE " and " CONF_DIR " cannot be read: %s",
			 strerror(-ret));
}
