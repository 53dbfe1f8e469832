// SPDX-License-Identifier: GPL-2.0
/*
 * Rung: the directory of a range in sysfs, one value per file.
 *
 * What a file says may need mmhp_lock, and the directory goes under mmhp_lock:
 * kobject_del() waits for whoever is in one of its files. So nobody in there may
 * wait for mmhp_lock: who does not get it leaves the file and is started anew by
 * restart_syscall(), as in net/core/net-sysfs.c; if the range has gone then, the
 * file has (ENODEV). As long as somebody is in a file, so is the range.
 *
 * For lockdep that is mmhp_lock -> active reference on the file, and no way
 * back, since a trylock waits for nothing. The control files are another class;
 * they take mmhp_lock and are removed without it.
 */
#include <linux/completion.h>
#include <linux/container_of.h>
#include <linux/delay.h>
#include <linux/errno.h>
#include <linux/kobject.h>
#include <linux/mm.h>
#include <linux/sched/signal.h>
#include <linux/sysfs.h>

#include <uapi/mmhp_selfhost.h>

#include "engine.h"
#include "fault.h"
#include "rungs.h"
#include "state.h"
#include "sysfs.h"
#include "words.h"

/* Long enough to let others run, short enough for a remover to wait */
#define MMHP_DIRECTORY_RETRY_MS	5

/**
 * struct mmhp_directory_file - a file in the directory of a range
 * @attr: the file
 * @emit: prints the value; mmhp_lock is held
 * @emit_fixed: prints a value that needs no lock: it does not change, or is a
 *	word that is read at once
 */
struct mmhp_directory_file {
	struct kobj_attribute attr;
	int (*emit)(const struct mmhp_range *range, char *buf);
	int (*emit_fixed)(const struct mmhp_range *range, char *buf);
};

static ssize_t mmhp_directory_show(struct kobject *kobj,
				   struct kobj_attribute *attr, char *buf)
{
	const struct mmhp_directory_file *file =
		container_of(attr, struct mmhp_directory_file, attr);
	const struct mmhp_range *range =
		container_of(kobj, struct mmhp_range, directory);
	ssize_t len;

	if (file->emit_fixed)
		return file->emit_fixed(range, buf);
	if (!mmhp_range_trylock()) {
		msleep_interruptible(MMHP_DIRECTORY_RETRY_MS);
		/*
		 * It makes the reader come back. Not with what it returns, -ERESTARTNOINTR:
		 * so the reader would come back from the handler of a signal as well, and
		 * a signal that comes at any moment has to end that.
		 */
		restart_syscall();
		return -ERESTARTSYS;
	}
	len = file->emit(range, buf);
	mmhp_range_unlock();
	return len;
}

/* A file: its name, whether its value is fixed, format and value of a line */
#define MMHP_DIRECTORY_FILE(id, file, emitter, fmt, ...)		\
	static int mmhp_directory_emit_##id(const struct mmhp_range *range, \
					    char *buf)			\
	{								\
		return sysfs_emit(buf, fmt "\n", __VA_ARGS__);		\
	}								\
	static struct mmhp_directory_file mmhp_directory_##id = {	\
		.attr = {						\
			.attr = { .name = file, .mode = 0444 },		\
			.show = mmhp_directory_show,			\
		},							\
		.emitter = mmhp_directory_emit_##id,			\
	}

MMHP_DIRECTORY_FILE(start, MMHP_ATTR_START, emit_fixed, "0x%llx",
		    mmhp_layout_start(&range->layout));
MMHP_DIRECTORY_FILE(size, MMHP_ATTR_SIZE, emit_fixed, "0x%llx",
		    mmhp_layout_size(&range->layout));
MMHP_DIRECTORY_FILE(layout, MMHP_ATTR_LAYOUT, emit_fixed, "%s",
		    mmhp_word_text(mmhp_layout_words, range->layout.kind));
MMHP_DIRECTORY_FILE(engine, MMHP_ATTR_ENGINE, emit_fixed, "%s",
		    range->engine->name);
MMHP_DIRECTORY_FILE(node, MMHP_ATTR_NODE, emit_fixed, "%d", range->nid);
MMHP_DIRECTORY_FILE(memmap_pages, MMHP_ATTR_MEMMAP_PAGES, emit_fixed, "%lu",
		    mmhp_layout_memmap_pages(&range->layout));
MMHP_DIRECTORY_FILE(blocks, MMHP_ATTR_BLOCKS, emit_fixed, "%lu",
		    mmhp_layout_usable_blocks(&range->layout));
MMHP_DIRECTORY_FILE(online_blocks, MMHP_ATTR_ONLINE_BLOCKS, emit, "%lu",
		    mmhp_state_count_online(range));
MMHP_DIRECTORY_FILE(zone, MMHP_ATTR_ZONE, emit, "%s",
		    mmhp_state_zone_text(range));
MMHP_DIRECTORY_FILE(state, MMHP_ATTR_STATE, emit, "%s",
		    mmhp_state_text(range));

static int mmhp_directory_emit_memmap_start(const struct mmhp_range *range,
					    char *buf)
{
	unsigned long frame;

	if (mmhp_state_memmap_frame(range, range->layout.start_pfn, &frame))
		return sysfs_emit(buf, "-\n");
	return sysfs_emit(buf, "0x%llx\n", (u64)PFN_PHYS(frame));
}

static struct mmhp_directory_file mmhp_directory_memmap_start = {
	.attr = {
		.attr = { .name = MMHP_ATTR_MEMMAP_START, .mode = 0444 },
		.show = mmhp_directory_show,
	},
	.emit = mmhp_directory_emit_memmap_start,
};

static struct attribute *mmhp_directory_attrs[] = {
	&mmhp_directory_start.attr.attr,
	&mmhp_directory_size.attr.attr,
	&mmhp_directory_layout.attr.attr,
	&mmhp_directory_engine.attr.attr,
	&mmhp_directory_node.attr.attr,
	&mmhp_directory_zone.attr.attr,
	&mmhp_directory_memmap_start.attr.attr,
	&mmhp_directory_memmap_pages.attr.attr,
	&mmhp_directory_online_blocks.attr.attr,
	&mmhp_directory_blocks.attr.attr,
	&mmhp_directory_state.attr.attr,
	NULL
};

static const struct attribute_group mmhp_directory_group = {
	.attrs = mmhp_directory_attrs,
};

MMHP_DIRECTORY_FILE(add_us, MMHP_ATTR_ADD_US, emit_fixed, "%lld",
		    READ_ONCE(range->took_us[MMHP_TIMING_ADD]));
MMHP_DIRECTORY_FILE(online_us, MMHP_ATTR_ONLINE_US, emit_fixed, "%lld",
		    READ_ONCE(range->took_us[MMHP_TIMING_ONLINE]));
MMHP_DIRECTORY_FILE(offline_us, MMHP_ATTR_OFFLINE_US, emit_fixed, "%lld",
		    READ_ONCE(range->took_us[MMHP_TIMING_OFFLINE]));
MMHP_DIRECTORY_FILE(verify_us, MMHP_ATTR_VERIFY_US, emit_fixed, "%lld",
		    READ_ONCE(range->took_us[MMHP_TIMING_VERIFY]));

static struct attribute *mmhp_directory_timing_attrs[] = {
	&mmhp_directory_add_us.attr.attr,
	&mmhp_directory_online_us.attr.attr,
	&mmhp_directory_offline_us.attr.attr,
	&mmhp_directory_verify_us.attr.attr,
	NULL
};

static const struct attribute_group mmhp_directory_timing_group = {
	.name = MMHP_ATTR_TIMING,
	.attrs = mmhp_directory_timing_attrs,
};

static const struct attribute_group *mmhp_directory_groups[] = {
	&mmhp_directory_group,
	&mmhp_directory_timing_group,
	NULL
};

static void mmhp_directory_release(struct kobject *kobj)
{
	struct mmhp_range *range =
		container_of(kobj, struct mmhp_range, directory);

	complete(&range->directory_released);
}

static const struct kobj_type mmhp_directory_type = {
	.release = mmhp_directory_release,
	.sysfs_ops = &kobj_sysfs_ops,
	.default_groups = mmhp_directory_groups,
};

/* The kobject is a part of the range, which is freed next. */
static void mmhp_directory_put(struct mmhp_range *range)
{
	kobject_put(&range->directory);
	wait_for_completion(&range->directory_released);
}

/**
 * mmhp_directory_create() - show a range in sysfs
 * @range: the range, with engine, layout and node set
 * @why: the sentence for a failure
 *
 * Context: mmhp_lock held, so that no value that can change is read before all
 * of the range is there.
 * Return: 0; -ENOMEM.
 */
int mmhp_directory_create(struct mmhp_range *range, struct mmhp_reason *why)
{
	int ret;

	init_completion(&range->directory_released);
	memset(&range->directory, 0, sizeof(range->directory));
	kobject_init(&range->directory, &mmhp_directory_type);
	ret = mmhp_fault(NULL, "kobject_add") ?:
	      kobject_add(&range->directory, mmhp_sysfs_dir(), "0x%llx",
			  mmhp_layout_start(&range->layout));
	if (!ret)
		return 0;
	mmhp_directory_put(range);
	return mmhp_reason_set(why, ret, "its directory in sysfs cannot be made: %pe",
			       ERR_PTR(ret));
}

/**
 * mmhp_directory_remove() - undo mmhp_directory_create()
 * @range: the range
 *
 * Context: mmhp_lock held. Waits for whoever is in one of the files.
 */
void mmhp_directory_remove(struct mmhp_range *range)
{
	kobject_del(&range->directory);
	mmhp_directory_put(range);
}
