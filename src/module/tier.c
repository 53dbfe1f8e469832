// SPDX-License-Identifier: GPL-2.0
/*
 * The memory type of a node: how far it is from the CPUs (its abstract distance),
 * and so which memory tier the node belongs to.
 *
 * A node has one type. Who comes first sets it: the kernel for nodes that have
 * memory at boot, or a driver. The module brings a type of its own for each node
 * that it adds memory to; where the node has another already, that one stays in
 * force.
 *
 * A node that has memory must have a type, whoever added that memory:
 * clear_node_memory_tier() follows it, without a look, when the last goes offline.
 * But dax/kmem makes a node forget its type, whosever that is, when a device goes:
 * clear_node_memory_type(node, NULL), since v6.7. So a node is given ours again
 * before memory goes offline.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/err.h>
#include <linux/errno.h>
#include <linux/kernel.h>
#include <linux/kref.h>
#include <linux/list.h>
#include <linux/lockdep.h>
#include <linux/memory-tiers.h>
#include <linux/mutex.h>
#include <linux/nodemask.h>
#include <linux/printk.h>
#include <linux/slab.h>

#include "fault.h"
#include "kapi.h"
#include "rungs.h"
#include "tier.h"

/* More than there are devices that were cleared from one node while a range was there */
#define MMHP_TIER_TRIES		64

/**
 * struct mmhp_tier - a node that the module has a memory type for
 * @list: in mmhp_tiers
 * @nid: the node
 * @memtype: the type, with a reference besides that of a node in which it is in
 *	force
 * @nr_ranges: ranges on the node
 */
struct mmhp_tier {
	struct list_head list;
	int nid;
	struct memory_dev_type *memtype;
	unsigned long nr_ranges;
};

/*
 * Changed with mmhp_lock and mmhp_tiers_lock held; one of them is enough to read.
 * mmhp_tiers_lock is taken inside all locks of memory hotplug, and only
 * memory_tier_lock, by the kernel's functions, inside it.
 */
static LIST_HEAD(mmhp_tiers);
static DEFINE_MUTEX(mmhp_tiers_lock);

static struct mmhp_tier *mmhp_tier_find(int nid)
{
	struct mmhp_tier *tier;

	list_for_each_entry(tier, &mmhp_tiers, list)
		if (tier->nid == nid)
			return tier;
	return NULL;
}

/* Can on- and offlining be kept from a node? */
static bool mmhp_tier_can_lock(void)
{
	struct mmhp_reason why;

	return !mmhp_kapi_check(&why);
}

/**
 * mmhp_tier_lock() - take device_hotplug_lock, if it can be found
 *
 * Context: mmhp_lock held, or module exit.
 */
void mmhp_tier_lock(void)
{
	if (mmhp_tier_can_lock())
		mmhp_kapi_lock_device_hotplug();
}

/**
 * mmhp_tier_unlock() - undo mmhp_tier_lock()
 */
void mmhp_tier_unlock(void)
{
	if (mmhp_tier_can_lock())
		mmhp_kapi_unlock_device_hotplug();
}

/* Nobody but its node has another reference on a type, so that its count tells. */
static bool mmhp_tier_was_taken(const struct memory_dev_type *memtype)
{
	return kref_read(&memtype->kref) > 1;
}

/**
 * mmhp_tier_in_force() - the abstract distance of a node's memory type
 * @nid: the node
 *
 * Context: mmhp_lock held.
 * Return: the distance; MMHP_TIER_UNKNOWN if the node's type is neither ours
 * nor the kernel's for DRAM.
 */
int mmhp_tier_in_force(int nid)
{
	const struct memory_dev_type *dram = mmhp_kapi_default_dram_type();
	const struct mmhp_tier *tier = mmhp_tier_find(nid);

	if (tier && mmhp_tier_was_taken(tier->memtype))
		return tier->memtype->adistance;
	if (dram && node_isset(nid, dram->nodes))
		return dram->adistance;
	return MMHP_TIER_UNKNOWN;
}

/* What is wished for, else what the platform reports, else that of DRAM */
static int mmhp_tier_distance(const struct mmhp_range *range)
{
	int adistance = MEMTIER_ADISTANCE_DRAM;

	if (range->adistance)
		return range->adistance;
	mt_calc_adistance(range->nid, &adistance);
	return adistance;
}

/**
 * mmhp_tier_expect() - the abstract distance of a node's type if a range joins
 * @range: a range that is not there yet
 *
 * Context: mmhp_lock held.
 * Return: the distance; MMHP_TIER_UNKNOWN if the node's type is neither ours
 * nor the kernel's for DRAM.
 */
int mmhp_tier_expect(const struct mmhp_range *range)
{
	const int adistance = mmhp_tier_in_force(range->nid);

	if (adistance != MMHP_TIER_UNKNOWN || node_state(range->nid, N_MEMORY))
		return adistance;
	return mmhp_tier_distance(range);
}

static void mmhp_tier_say_no_effect(const struct mmhp_range *range)
{
	const int adistance = mmhp_tier_in_force(range->nid);

	if (!range->adistance || range->adistance == adistance)
		return;
	if (adistance == MMHP_TIER_UNKNOWN)
		pr_warn("adistance=%d has no effect: node %d has the memory type of another driver\n",
			range->adistance, range->nid);
	else
		pr_warn("adistance=%d has no effect: node %d has a memory type already, of distance %d\n",
			range->adistance, range->nid, adistance);
}

/*
 * Has an effect where the node has no type. A node counts how often its type was
 * set, and takes a reference when it counts up from 0; who clears what he did not
 * set leaves it below that.
 */
static void mmhp_tier_offer(const struct mmhp_tier *tier)
{
	int i;

	lockdep_assert_held(&mmhp_tiers_lock);
	for (i = 0; i < MMHP_TIER_TRIES && !mmhp_tier_was_taken(tier->memtype); i++)
		init_node_memory_type(tier->nid, tier->memtype);
}

static struct mmhp_tier *mmhp_tier_create(const struct mmhp_range *range)
{
	struct memory_dev_type *memtype;
	struct mmhp_tier *tier;

	tier = kzalloc(sizeof(*tier), GFP_KERNEL);
	if (!tier)
		return ERR_PTR(-ENOMEM);
	memtype = mmhp_fault(NULL, "alloc_memory_type") ? ERR_PTR(-ENOMEM) :
		  alloc_memory_type(mmhp_tier_distance(range));
	/* NULL: a kernel without memory tiers */
	if (IS_ERR_OR_NULL(memtype)) {
		kfree(tier);
		return ERR_CAST(memtype);
	}
	tier->nid = range->nid;
	tier->memtype = memtype;
	mutex_lock(&mmhp_tiers_lock);
	list_add_tail(&tier->list, &mmhp_tiers);
	mutex_unlock(&mmhp_tiers_lock);
	return tier;
}

/*
 * Is a type still in a memory tier's list, or does a node need it? It stays in the
 * list when the node was made to forget it and took another. Without the lock the
 * node's last memory might just be going offline, or its first online.
 */
static bool mmhp_tier_in_use(const struct mmhp_tier *tier)
{
	if (!list_empty(&tier->memtype->tier_sibling))
		return true;
	return mmhp_tier_was_taken(tier->memtype) &&
	       (!mmhp_tier_can_lock() || node_state(tier->nid, N_MEMORY));
}

static void mmhp_tier_destroy(struct mmhp_tier *tier)
{
	mutex_lock(&mmhp_tiers_lock);
	list_del(&tier->list);
	mutex_unlock(&mmhp_tiers_lock);
	if (mmhp_tier_was_taken(tier->memtype))
		clear_node_memory_type(tier->nid, tier->memtype);
	put_memory_type(tier->memtype);
	kfree(tier);
}

/* Types that had to stay when the last range of their node went */
static void mmhp_tier_collect(void)
{
	struct mmhp_tier *tier, *next;

	list_for_each_entry_safe(tier, next, &mmhp_tiers, list)
		if (!tier->nr_ranges && !mmhp_tier_in_use(tier))
			mmhp_tier_destroy(tier);
}

/**
 * mmhp_tier_join() - give the node of a range its memory type
 * @range: the range, with node and the distance that was wished for
 * @why: the sentence for a failure
 *
 * Has to come before the first memory of the node goes online: that puts the
 * node into a tier (set_node_memory_tier()).
 *
 * Context: mmhp_lock and, if it can be found, device_hotplug_lock held.
 * Return: 0; -ENOMEM.
 */
int mmhp_tier_join(struct mmhp_range *range, struct mmhp_reason *why)
{
	struct mmhp_tier *tier;

	mmhp_tier_collect();
	tier = mmhp_tier_find(range->nid) ?: mmhp_tier_create(range);
	if (IS_ERR(tier))
		return mmhp_reason_set(why, PTR_ERR(tier),
				       "no memory for a memory type");
	if (tier) {
		mutex_lock(&mmhp_tiers_lock);
		mmhp_tier_offer(tier);
		mutex_unlock(&mmhp_tiers_lock);
		tier->nr_ranges++;
	}
	range->tier = tier;
	mmhp_tier_say_no_effect(range);
	return 0;
}

/**
 * mmhp_tier_going_offline() - a node may be about to lose its last memory
 * @nid: the node
 *
 * Context: the memory notifier, before the kernel's own (MEM_GOING_OFFLINE).
 */
void mmhp_tier_going_offline(int nid)
{
	const struct mmhp_tier *tier;

	mutex_lock(&mmhp_tiers_lock);
	tier = mmhp_tier_find(nid);
	if (tier)
		mmhp_tier_offer(tier);
	mutex_unlock(&mmhp_tiers_lock);
}

/**
 * mmhp_tier_leave() - undo mmhp_tier_join()
 * @range: the range, of which nothing is online
 *
 * Context: as mmhp_tier_join().
 */
void mmhp_tier_leave(struct mmhp_range *range)
{
	if (range->tier)
		range->tier->nr_ranges--;
	range->tier = NULL;
	mmhp_tier_collect();
}

/**
 * mmhp_tier_exit() - give back what is left
 *
 * A type that is still in use stays, for ever: its node's reference alone would
 * not keep it, see above.
 *
 * Context: module exit; no range exists, and the notifier does not run any more.
 */
void mmhp_tier_exit(void)
{
	struct mmhp_tier *tier, *next;

	mmhp_tier_lock();
	mmhp_tier_collect();
	mmhp_tier_unlock();
	list_for_each_entry_safe(tier, next, &mmhp_tiers, list)
		kfree(tier);
}
