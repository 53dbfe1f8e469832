// SPDX-License-Identifier: GPL-2.0
/*
 * The files in debugfs: the control files, and the tables. A kernel may have no
 * debugfs, or have it shut (debugfs=off); sysfs.c does without.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/minmax.h>
#include <linux/module.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <uapi/mmhp_selfhost.h>

#include "control.h"
#include "debugfs.h"
#include "error_log.h"
#include "tables.h"
#include "words.h"

static ssize_t mmhp_debugfs_write(struct file *file, const char __user *buf,
				  size_t count, loff_t *ppos)
{
	const enum mmhp_verb verb = (uintptr_t)file->private_data;
	char *text;
	int ret;

	/* One byte above the limit is enough to be refused for. */
	text = memdup_user_nul(buf, min_t(size_t, count, MMHP_LINE_MAX + 1));
	if (IS_ERR(text)) {
		struct mmhp_reason why = {};

		ret = mmhp_reason_set(&why, PTR_ERR(text), "the line cannot be read");
		mmhp_error_log_add(verb, "", ret, &why);
		return ret;
	}
	ret = mmhp_control_write(verb, text, count);
	kfree(text);
	return ret ? ret : count;
}

static const struct file_operations mmhp_debugfs_control_fops = {
	.owner = THIS_MODULE,
	.open = simple_open,
	.write = mmhp_debugfs_write,
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
} mmhp_debugfs_tables[] = {
	{ MMHP_FILE_RANGES, &mmhp_tables_ranges_fops },
	{ MMHP_FILE_BLOCKS, &mmhp_tables_blocks_fops },
	{ MMHP_FILE_ERROR_LOG, &mmhp_tables_error_log_fops },
	{ MMHP_FILE_FEATURES, &mmhp_tables_features_fops },
};

static struct dentry *mmhp_debugfs_dir;

/**
 * mmhp_debugfs_init() - create the files
 *
 * What cannot be created is not there, as everywhere in debugfs; the log says if
 * that is all of it.
 *
 * Context: module init, may sleep. There may be ranges from here on.
 */
void mmhp_debugfs_init(void)
{
	const struct mmhp_word *word;
	size_t i;

	mmhp_debugfs_dir = debugfs_create_dir(MMHP_DIR, NULL);
	if (IS_ERR(mmhp_debugfs_dir))
		pr_notice("no tables are shown, for there is no debugfs: %pe\n",
			  mmhp_debugfs_dir);

	for (i = 0; i < ARRAY_SIZE(mmhp_debugfs_tables); i++)
		debugfs_create_file(mmhp_debugfs_tables[i].name, 0444,
				    mmhp_debugfs_dir, NULL,
				    mmhp_debugfs_tables[i].fops);
	for (word = mmhp_verb_words; word->text; word++)
		debugfs_create_file(word->text, 0200, mmhp_debugfs_dir,
				    (void *)(uintptr_t)word->value,
				    &mmhp_debugfs_control_fops);
}

/**
 * mmhp_debugfs_exit() - undo mmhp_debugfs_init()
 *
 * Context: module exit. Waits for whoever is in one of the files.
 */
void mmhp_debugfs_exit(void)
{
	debugfs_remove(mmhp_debugfs_dir);
}
