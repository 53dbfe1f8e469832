// SPDX-License-Identifier: GPL-2.0
/*
 * The control files in sysfs: what debugfs takes, for kernels whose lockdown
 * refuses writes to debugfs. A directory per range is in directory.c.
 */
#include <linux/container_of.h>
#include <linux/errno.h>
#include <linux/kobject.h>
#include <linux/sysfs.h>

#include <uapi/mmhp_selfhost.h>

#include "control.h"
#include "error_log.h"
#include "sysfs.h"
#include "verify.h"

/**
 * struct mmhp_sysfs_file - a control file
 * @attr: the file
 * @verb: what is done with the range that it is told
 */
struct mmhp_sysfs_file {
	struct kobj_attribute attr;
	enum mmhp_verb verb;
};

/* sysfs hands on one page of a longer write at the most: too long all the same. */
static ssize_t mmhp_sysfs_store(struct kobject *kobj,
				struct kobj_attribute *attr, const char *buf,
				size_t count)
{
	const struct mmhp_sysfs_file *file =
		container_of(attr, struct mmhp_sysfs_file, attr);
	const int ret = mmhp_control_write(file->verb, buf, count);

	BUILD_BUG_ON(MMHP_LINE_MAX >= PAGE_SIZE);
	return ret ? ret : count;
}

static ssize_t mmhp_sysfs_show_error(struct kobject *kobj,
				     struct kobj_attribute *attr, char *buf)
{
	return mmhp_error_log_emit(buf);
}

static ssize_t mmhp_sysfs_show_verifying(struct kobject *kobj,
					 struct kobj_attribute *attr, char *buf)
{
	u64 start, done, size = mmhp_verify_full_at(&start, &done);

	if (!size)
		return 0;
	return sysfs_emit(buf, "0x%llx %llu %llu\n", start, done, size);
}

#define MMHP_SYSFS_FILE(file, what) {					\
		.attr = {						\
			.attr = { .name = file, .mode = 0200 },		\
			.store = mmhp_sysfs_store,			\
		},							\
		.verb = what,						\
	}

static struct mmhp_sysfs_file mmhp_sysfs_files[] = {
	MMHP_SYSFS_FILE(MMHP_FILE_REMOVE, MMHP_REMOVE),
	MMHP_SYSFS_FILE(MMHP_FILE_ONLINE, MMHP_ONLINE),
	MMHP_SYSFS_FILE(MMHP_FILE_OFFLINE, MMHP_OFFLINE),
	MMHP_SYSFS_FILE(MMHP_FILE_STANDBY, MMHP_STANDBY),
	MMHP_SYSFS_FILE(MMHP_FILE_PROBE, MMHP_PROBE),
};

static struct kobj_attribute mmhp_sysfs_error = {
	.attr = { .name = MMHP_FILE_ERROR, .mode = 0400 },
	.show = mmhp_sysfs_show_error,
};

static struct kobj_attribute mmhp_sysfs_verifying = {
	.attr = { .name = MMHP_FILE_VERIFYING, .mode = 0444 },
	.show = mmhp_sysfs_show_verifying,
};

/* "probe" is the last: once there is a range, nothing here may fail. */
static const struct attribute *const mmhp_sysfs_attrs[] = {
	&mmhp_sysfs_error.attr,
	&mmhp_sysfs_verifying.attr,
	&mmhp_sysfs_files[0].attr.attr,
	&mmhp_sysfs_files[1].attr.attr,
	&mmhp_sysfs_files[2].attr.attr,
	&mmhp_sysfs_files[3].attr.attr,
	&mmhp_sysfs_files[4].attr.attr,
	NULL
};

static struct kobject *mmhp_sysfs_kobj;

/**
 * mmhp_sysfs_dir() - the directory that all is in
 *
 * Return: its kobject, there from mmhp_sysfs_init() to mmhp_sysfs_exit().
 */
struct kobject *mmhp_sysfs_dir(void)
{
	return mmhp_sysfs_kobj;
}

/**
 * mmhp_sysfs_init() - create the files
 *
 * Context: module init, may sleep. There may be ranges when this succeeded.
 * Return: 0, or a negative errno: without its files the module is of no use.
 */
int mmhp_sysfs_init(void)
{
	int ret;

	mmhp_sysfs_kobj = kobject_create_and_add(MMHP_DIR, kernel_kobj);
	if (!mmhp_sysfs_kobj)
		return -ENOMEM;
	ret = sysfs_create_files(mmhp_sysfs_kobj, mmhp_sysfs_attrs);
	if (ret)
		kobject_put(mmhp_sysfs_kobj);
	return ret;
}

/**
 * mmhp_sysfs_exit() - undo mmhp_sysfs_init()
 *
 * sysfs takes no reference on the module for whoever has a file open. Who is in
 * one now may still be told that the module is on its way out; who comes later
 * finds that the file has gone (ENODEV).
 *
 * Context: module exit, without mmhp_lock: waits for whoever is in one of the
 * files. No range is left, and so nothing else below the directory.
 */
void mmhp_sysfs_exit(void)
{
	sysfs_remove_files(mmhp_sysfs_kobj, mmhp_sysfs_attrs);
	kobject_put(mmhp_sysfs_kobj);
}
