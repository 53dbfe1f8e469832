// SPDX-License-Identifier: GPL-2.0
/*
 * The control files: text to request. One write(2) is one request; its errno
 * is the answer, and the sentence that goes with it is in error_log.
 */
#include <linux/capability.h>
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <uapi/mmhp_selfhost.h>

#include "control.h"
#include "error_log.h"
#include "range.h"
#include "request.h"
#include "tables.h"
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

static int mmhp_control_request(enum mmhp_verb verb, char *line,
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
	int ret = mmhp_request_parse(&req, &defaults, verb, line, why);

	return ret ? ret : mmhp_range_request(&req, why);
}

/* The text of a write as one line, checked for what no line holds */
static char *mmhp_control_line(const char __user *buf, size_t count,
			       struct mmhp_reason *why)
{
	char *line;

	if (count > MMHP_LINE_MAX) {
		mmhp_reason_set(why, -EINVAL,
				"%zu bytes are too many for a line; it has %d at the most",
				count, MMHP_LINE_MAX);
		return ERR_PTR(-EINVAL);
	}
	line = memdup_user_nul(buf, count);
	if (IS_ERR(line)) {
		mmhp_reason_set(why, PTR_ERR(line), "the line cannot be read");
		return line;
	}
	if (strlen(line) != count) {
		kfree(line);
		mmhp_reason_set(why, -EINVAL, "the line holds a NUL byte");
		return ERR_PTR(-EINVAL);
	}
	return line;
}

static int mmhp_control_handle(enum mmhp_verb verb, const char __user *buf,
			       size_t count)
{
	struct mmhp_reason why = {};
	char *line, *words = NULL;
	int ret;

	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;

	line = mmhp_control_line(buf, count, &why);
	if (IS_ERR(line)) {
		ret = PTR_ERR(line);
		mmhp_error_log_add(verb, "", ret, &why);
		return ret;
	}

	/* The parser cuts the line up; the log wants it whole. */
	words = kstrdup(line, GFP_KERNEL);
	ret = words ? mmhp_control_request(verb, words, &why) :
		      mmhp_reason_set(&why, -ENOMEM, "no memory for the line");
	if (ret)
		mmhp_error_log_add(verb, line, ret, &why);
	kfree(words);
	kfree(line);
	return ret;
}

static ssize_t mmhp_control_write(struct file *file, const char __user *buf,
				  size_t count, loff_t *ppos)
{
	const enum mmhp_verb verb = (uintptr_t)file->private_data;
	const int ret = mmhp_control_handle(verb, buf, count);

	return ret ? ret : count;
}

static const struct file_operations mmhp_control_fops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.write = mmhp_control_write,
	.llseek = noop_llseek,
};

#define mmhp_tables_error_log mmhp_error_log_show
#define MMHP_TABLE(name)						\
	static int mmhp_tables_##name##_show(struct seq_file *seq, void *unused) \
	{								\
		return mmhp_tables_##name(seq, unused);			\
	}								\
	DEFINE_SHOW_ATTRIBUTE(mmhp_tables_##name)

MMHP_TABLE(ranges);
MMHP_TABLE(blocks);
MMHP_TABLE(error_log);
MMHP_TABLE(features);

static const struct {
	const char *name;
	const struct file_operations *fops;
} mmhp_control_tables[] = {
	{ MMHP_FILE_RANGES, &mmhp_tables_ranges_fops },
	{ MMHP_FILE_BLOCKS, &mmhp_tables_blocks_fops },
	{ MMHP_FILE_ERROR_LOG, &mmhp_tables_error_log_fops },
	{ MMHP_FILE_FEATURES, &mmhp_tables_features_fops },
};

static struct dentry *mmhp_control_dir;

/**
 * mmhp_control_init() - create the files
 *
 * Context: module init, may sleep.
 * Return: 0, or a negative errno: without its files the module is of no use.
 */
int mmhp_control_init(void)
{
	const struct mmhp_word *word;
	struct dentry *file;
	size_t i;

	mmhp_control_dir = debugfs_create_dir(MMHP_DIR, NULL);
	if (IS_ERR(mmhp_control_dir))
		return PTR_ERR(mmhp_control_dir);

	for (i = 0; i < ARRAY_SIZE(mmhp_control_tables); i++) {
		file = debugfs_create_file(mmhp_control_tables[i].name, 0444,
					   mmhp_control_dir, NULL,
					   mmhp_control_tables[i].fops);
		if (IS_ERR(file))
			goto err_remove_dir;
	}

	/* "probe" is the last: once there is a range, nothing here may fail. */
	for (word = mmhp_verb_words; word->text; word++) {
		file = debugfs_create_file(word->text, 0200, mmhp_control_dir,
					   (void *)(uintptr_t)word->value,
					   &mmhp_control_fops);
		if (IS_ERR(file))
			goto err_remove_dir;
	}
	return 0;

err_remove_dir:
	debugfs_remove(mmhp_control_dir);
	return PTR_ERR(file);
}

/**
 * mmhp_control_exit() - undo mmhp_control_init()
 *
 * Context: module exit. Waits for whoever is in one of the files.
 */
void mmhp_control_exit(void)
{
	debugfs_remove(mmhp_control_dir);
}
