// SPDX-License-Identifier: GPL-2.0
/*
 * Bringing a range up and down the ladder of its engine. Adding climbs it, all
 * the way or to standby; an add that fails climbs down from where it stopped;
 * removal climbs down from where the range is. There is no other way to take a
 * range away, and before it is climbed down the engine looks whether it may.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/printk.h>

#include <uapi/mmhp_selfhost.h>

#include "deadline.h"
#include "engine.h"
#include "hotplug.h"
#include "poison.h"

static int mmhp_hotplug_climb_up(struct mmhp_range *range, unsigned int to,
				 struct mmhp_reason *why)
{
	const int ret = mmhp_ladder_up(range, range->engine->rungs, range->rung,
				       to, why);

	if (!ret)
		range->rung = to;
	return ret;
}

static void mmhp_hotplug_climb_down(struct mmhp_range *range, unsigned int to)
{
	mmhp_ladder_down(range, range->engine->rungs, range->rung, to);
	range->rung = to;
}

static bool mmhp_hotplug_is_up(const struct mmhp_range *range)
{
	return range->rung == range->engine->nr_rungs;
}

/**
 * mmhp_hotplug_exists() - does a range stand
 * @range: the range
 *
 * Context: mmhp_lock held.
 * Return: true from a mmhp_hotplug_add() on that succeeded, or that failed and
 * could not be undone, until a mmhp_hotplug_remove() that succeeded.
 */
bool mmhp_hotplug_exists(const struct mmhp_range *range)
{
	return range->rung > 0;
}

/**
 * mmhp_hotplug_in_standby() - is a range registered, but not there
 * @range: a range that exists
 *
 * Context: mmhp_lock held.
 * Return: true if it has no memmap.
 */
bool mmhp_hotplug_in_standby(const struct mmhp_range *range)
{
	return !mmhp_hotplug_is_up(range);
}

/* Up to the top and online; on failure back to @from, if that is possible */
static int mmhp_hotplug_raise(struct mmhp_range *range, enum mmhp_online online,
			      struct mmhp_reason *why)
{
	const struct mmhp_engine *engine = range->engine;
	const unsigned int from = range->rung;
	struct mmhp_reason undo;
	sigset_t signals;
	int ret;

	ret = mmhp_hotplug_climb_up(range, engine->nr_rungs, why);
	if (ret)
		return ret;
	ret = engine->online(range, online, why);
	if (!ret || from == engine->nr_rungs)
		return ret;

	mmhp_signals_hold(&signals);
	if (engine->check_vacant(range, &undo) && engine->vacate(range, &undo))
		pr_err("the failed add of 0x%llx cannot be undone: %s\n",
		       mmhp_layout_start(&range->layout), undo.text);
	else
		mmhp_hotplug_climb_down(range, from);
	mmhp_signals_release(&signals);
	return ret;
}

/**
 * mmhp_hotplug_add() - add a range and online it, or register it for standby
 * @range: with engine, layout and node set
 * @req: the request
 * @why: the sentence for a failure
 *
 * Context: mmhp_lock held; takes the locks of the engine, so that nobody else
 * onlines a block before this is done.
 * Return: 0, or a negative errno and nothing has changed, -EINTR for a signal among
 * them; unless a block went online and cannot go offline again: then mmhp_hotplug_exists().
 */
int mmhp_hotplug_add(struct mmhp_range *range, const struct mmhp_request *req,
		     struct mmhp_reason *why)
{
	const struct mmhp_engine *engine = range->engine;
	int ret = engine->lock(why);

	if (ret)
		return ret;
	if (req->standby)
		ret = mmhp_hotplug_climb_up(range, engine->nr_standby, why);
	else
		ret = mmhp_hotplug_raise(range, req->online, why);
	engine->unlock();
	return ret;
}

/**
 * mmhp_hotplug_online() - online each block of a range
 * @range: a range that was added; its memmap is built if it is in standby
 * @online: to which zone
 * @why: the sentence for a failure
 *
 * Context: as mmhp_hotplug_add().
 * Return: 0, or a negative errno and all is as it was, standby included.
 */
int mmhp_hotplug_online(struct mmhp_range *range, enum mmhp_online online,
			struct mmhp_reason *why)
{
	int ret = range->engine->lock(why);

	if (ret)
		return ret;
	ret = mmhp_hotplug_raise(range, online, why);
	range->engine->unlock();
	return ret;
}

/**
 * mmhp_hotplug_offline() - offline each block of a range
 * @range: a range that was added
 * @why: the sentence for a failure
 *
 * Context: as mmhp_hotplug_add().
 * Return: 0; -EBUSY if a block cannot be offlined, -EINTR if a signal came, then
 * what was online is online again.
 */
int mmhp_hotplug_offline(struct mmhp_range *range, struct mmhp_reason *why)
{
	int ret = range->engine->lock(why);

	if (ret)
		return ret;
	if (mmhp_hotplug_is_up(range))
		ret = range->engine->offline(range, why);
	range->engine->unlock();
	return ret;
}

/* What is known of bad memory goes with the memmap; a range that stays needs it. */
static int mmhp_hotplug_check_good(struct mmhp_range *range,
				   struct mmhp_reason *why)
{
	const struct mmhp_layout *layout = &range->layout;

	return mmhp_poison_check(range, layout->start_pfn,
				 layout->start_pfn + layout->nr_pages, why);
}

/**
 * mmhp_hotplug_standby() - give back what a range costs, but keep it registered
 * @range: a range that was added
 * @why: the sentence for a failure
 *
 * Context: as mmhp_hotplug_add().
 * Return: 0; -EBUSY if a block is online; -EHWPOISON if one holds bad memory;
 * -EOPNOTSUPP if the engine knows no standby.
 */
int mmhp_hotplug_standby(struct mmhp_range *range, struct mmhp_reason *why)
{
	const struct mmhp_engine *engine = range->engine;
	int ret;

	if (!engine->nr_standby)
		return mmhp_reason_set(why, -EOPNOTSUPP,
				       "engine %s knows no standby", engine->name);
	ret = engine->lock(why);
	if (ret)
		return ret;
	if (mmhp_hotplug_is_up(range))
		ret = mmhp_hotplug_check_good(range, why) ?:
		      engine->check_vacant(range, why);
	if (!ret)
		mmhp_hotplug_climb_down(range, engine->nr_standby);
	engine->unlock();
	return ret;
}

/**
 * mmhp_hotplug_remove() - offline a range and remove it
 * @range: a range that was added
 * @why: the sentence for a failure
 *
 * Context: as mmhp_hotplug_add().
 * Return: 0; -EINTR if a signal came; -EBUSY if a block cannot be offlined, or
 * if its memmap is not where it was put. On failure what was online is online.
 */
int mmhp_hotplug_remove(struct mmhp_range *range, struct mmhp_reason *why)
{
	const struct mmhp_engine *engine = range->engine;
	int ret = engine->lock(why);

	if (ret)
		return ret;
	if (mmhp_hotplug_is_up(range))
		ret = engine->vacate(range, why);
	if (!ret)
		mmhp_hotplug_climb_down(range, 0);
	engine->unlock();
	return ret;
}
