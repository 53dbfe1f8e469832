// SPDX-License-Identifier: GPL-2.0
/*
 * What a control file was told, be it one of debugfs or of sysfs: text to
 * request. One write(2) is one request; its errno is the answer, and the sentence
 * that goes with it is in error_log.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <uapi/mmhp_selfhost.h>

#include "control.h"
#include "error_log.h"
#include "range.h"
#include "request.h"
#include "words.h"

/* What holds where a probe line says nothing: the module's parameters */
static int mmhp_default_layout = MMHP_LAYOUT_RANGE;
static int mmhp_default_online = MMHP_ONLINE_DEFAULT;
static int mmhp_default_engine = MMHP_ENGINE_AUTO;
static int mmhp_default_verify = MMHP_VERIFY_SAMPLE;
static int mmhp_default_adistance;

static int mmhp_control_set_word(const char *val, const struct mmhp_word *words,
				 int *value)
{
	char word[24];
	int found;

	if (strscpy(word, val, sizeof(word)) < 0)
		return -EINVAL;
	found = mmhp_word_value(words, strim(word));
	if (found < 0)
		return -EINVAL;
	WRITE_ONCE(*value, found);
	return 0;
}

/* A parameter that is a word of a list */
#define MMHP_CONTROL_WORD_PARAM(name)					\
	static int mmhp_control_set_##name(const char *val,		\
					   const struct kernel_param *kp) \
	{								\
		return mmhp_control_set_word(val, mmhp_##name##_words, kp->arg); \
	}								\
	static int mmhp_control_get_##name(char *buf,			\
					   const struct kernel_param *kp) \
	{								\
		return sysfs_emit(buf, "%s\n",				\
				  mmhp_word_text(mmhp_##name##_words,	\
						 *(int *)kp->arg));	\
	}								\
	static const struct kernel_param_ops mmhp_control_##name##_ops = { \
		.set = mmhp_control_set_##name,				\
		.get = mmhp_control_get_##name,				\
	};								\
	module_param_cb(name, &mmhp_control_##name##_ops,		\
			&mmhp_default_##name, 0644);			\
	__MODULE_PARM_TYPE(name, "charp")

MMHP_CONTROL_WORD_PARAM(layout);
MODULE_PARM_DESC(layout, "where the memmap goes if a probe line does not say: range or block (default range)");

MMHP_CONTROL_WORD_PARAM(online);
MODULE_PARM_DESC(online, "how a range goes online if a probe line does not say: offline, online, online_kernel, online_movable, or default for the system's auto_online_blocks (default default)");

MMHP_CONTROL_WORD_PARAM(engine);
MODULE_PARM_DESC(engine, "how a range is added if a probe line does not say: direct, core, or auto for the first that is usable (default auto)");

MMHP_CONTROL_WORD_PARAM(verify);
MODULE_PARM_DESC(verify, "what is tested before memory is added if a probe line does not say: none, sample or full (default sample)");

static int mmhp_control_set_adistance(const char *val,
				      const struct kernel_param *kp)
{
	return param_set_uint_minmax(val, kp, 0, INT_MAX);
}

static const struct kernel_param_ops mmhp_control_adistance_ops = {
	.set = mmhp_control_set_adistance,
	.get = param_get_int,
};

module_param_cb(adistance, &mmhp_control_adistance_ops, &mmhp_default_adistance, 0644);
__MODULE_PARM_TYPE(adistance, "int");
MODULE_PARM_DESC(adistance, "abstract distance of the memory type if a probe line does not say; 0 is what the platform reports, or that of DRAM (default 0)");

/* Is the text of a write a line? */
static int mmhp_control_check(const char *text, size_t count,
			      struct mmhp_reason *why)
{
	if (count > MMHP_LINE_MAX)
		return mmhp_reason_set(why, -EINVAL,
			"a line has %d bytes at the most", MMHP_LINE_MAX);
	if (strlen(text) != count)
		return mmhp_reason_set(why, -EINVAL, "the line holds a NUL byte");
	return 0;
}

static int mmhp_control_request(enum mmhp_verb verb, const char *line,
				struct mmhp_reason *why)
{
	const struct mmhp_request defaults = {
		.layout = READ_ONCE(mmhp_default_layout),
		.online = READ_ONCE(mmhp_default_online),
		.node = MMHP_NODE_AUTO,
		.engine = READ_ONCE(mmhp_default_engine),
		.verify = READ_ONCE(mmhp_default_verify),
		.adistance = READ_ONCE(mmhp_default_adistance),
	};
	struct mmhp_request req;
	char *words;
	int ret;

	/* The parser cuts the line up; the log wants it whole. */
	words = kstrdup(line, GFP_KERNEL);
	if (!words)
		return mmhp_reason_set(why, -ENOMEM, "no memory for the line");
	ret = mmhp_request_parse(&req, &defaults, verb, words, why) ?:
	      mmhp_range_request(&req, why);
	kfree(words);
	return ret;
}

/**
 * mmhp_control_write() - carry out what was written to a control file
 * @verb: which file
 * @text: what was written, or more than MMHP_LINE_MAX bytes of it; a NUL follows
 * @count: how many bytes were written
 *
 * Context: process, may sleep; takes mmhp_lock.
 * Return: 0, or a negative errno and nothing has changed.
 */
int mmhp_control_write(enum mmhp_verb verb, const char *text, size_t count)
{
	struct mmhp_reason why = {};
	int ret;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;

	ret = mmhp_control_check(text, count, &why) ?:
	      mmhp_control_request(verb, text, &why);
	if (ret)
		mmhp_error_log_add(verb, text, ret, &why);
	return ret;
}
