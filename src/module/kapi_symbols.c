// SPDX-License-Identifier: GPL-2.0
/*
 * Finding what the kernel does not export, when the module is loaded.
 */
#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/errno.h>
#include <linux/kallsyms.h>
#include <linux/kernel.h>
#include <linux/kprobes.h>
#include <linux/memory-tiers.h>
#include <linux/mutex.h>
#include <linux/notifier.h>
#include <linux/printk.h>
#include <linux/rcupdate.h>
#include <linux/rwsem.h>
#include <linux/sched.h>
#include <mmhp/kernel_functions.h>

#include "kapi.h"
#include "reason.h"

#define MMHP_KAPI_DEFINE(fn)	DEFINE_STATIC_CALL_NULL(mmhp_kapi_##fn, fn);
MMHP_KAPI_FUNCTIONS(MMHP_KAPI_DEFINE)
DEFINE_STATIC_CALL_NULL(mmhp_kapi_lookup, kallsyms_lookup_name);
#define MMHP_KAPI_DEFINE_ADDRESS(name)	typeof(name) *mmhp_kapi_at_##name;
MMHP_KAPI_ADDRESSES(MMHP_KAPI_DEFINE_ADDRESS)

/* The kernel's memory type for DRAM; a kernel without it can do all the same. */
static struct memory_dev_type **mmhp_kapi_default_dram_type_var;

/* How many pages of the machine are bad memory; none where it is not there. */
static atomic_long_t *mmhp_kapi_num_poisoned_var;

/*
 * What lock_device_hotplug() takes, and whether it was seen to do so: a static variable
 * has no declaration that a compiler could check. The second by mmhp_lock.
 */
static struct mutex *mmhp_kapi_device_hotplug_lock_var;
static bool mmhp_kapi_device_hotplug_lock_known;

/* Who is told of memory, and Intel's IOMMU among them, on kernels that have that */
static struct blocking_notifier_head *mmhp_kapi_memory_chain_var;
static struct notifier_block *mmhp_kapi_iommu_nb_var;

/* Why not all was found; empty if it was */
static struct mmhp_reason mmhp_kapi_missing;

struct mmhp_kapi_symbol {
	const char *name;
	unsigned long addr;
};

enum {
#define MMHP_KAPI_INDEX(fn)	MMHP_KAPI_INDEX_##fn,
	MMHP_KAPI_FUNCTIONS(MMHP_KAPI_INDEX)
	MMHP_KAPI_ADDRESSES(MMHP_KAPI_INDEX)
};

static struct mmhp_kapi_symbol mmhp_kapi_symbols[] = {
#define MMHP_KAPI_ENTRY(fn)	[MMHP_KAPI_INDEX_##fn] = { .name = #fn },
	MMHP_KAPI_FUNCTIONS(MMHP_KAPI_ENTRY)
	MMHP_KAPI_ADDRESSES(MMHP_KAPI_ENTRY)
};

/*
 * kallsyms_lookup_name() has not been exported since v5.7 (commit 0bd476e6c671
 * "kallsyms: unexport kallsyms_lookup_name() and kallsyms_on_each_symbol()").
 * A kprobe on it, registered and removed at once, tells where it is. The
 * address may be that behind an ENDBR; a direct branch may as well start there.
 */
static int mmhp_kapi_find_lookup(void)
{
	struct kprobe kp = { .symbol_name = "kallsyms_lookup_name" };
	int ret = register_kprobe(&kp);

	if (ret)
		return ret;
	unregister_kprobe(&kp);
	static_call_update(mmhp_kapi_lookup,
			   (typeof(&kallsyms_lookup_name))kp.addr);
	return 0;
}

static void mmhp_kapi_update(void)
{
#define MMHP_KAPI_UPDATE(fn)						\
	static_call_update(mmhp_kapi_##fn, (typeof(&fn))		\
			   mmhp_kapi_symbols[MMHP_KAPI_INDEX_##fn].addr);
	MMHP_KAPI_FUNCTIONS(MMHP_KAPI_UPDATE)
#define MMHP_KAPI_SET_ADDRESS(name)					\
	mmhp_kapi_at_##name = (typeof(name) *)				\
		mmhp_kapi_symbols[MMHP_KAPI_INDEX_##name].addr;
	MMHP_KAPI_ADDRESSES(MMHP_KAPI_SET_ADDRESS)
}

/* Names every missing symbol in the log, not the first one only. */
static int mmhp_kapi_find(struct mmhp_reason *why)
{
	unsigned int i, missing = 0;
	int ret;

	if (online_pages_takes_lock())
		return mmhp_reason_set(why, -ENODEV,
			"this kernel's online_pages() takes mem_hotplug_lock itself; v6.8, v6.7.3, v6.6.15 and v6.1.76 changed that");

	ret = mmhp_kapi_find_lookup();
	if (ret)
		return mmhp_reason_set(why, -ENODEV,
			"kallsyms_lookup_name cannot be found by a kprobe: %pe",
			ERR_PTR(ret));

	for (i = 0; i < ARRAY_SIZE(mmhp_kapi_symbols); i++) {
		struct mmhp_kapi_symbol *symbol = &mmhp_kapi_symbols[i];

		symbol->addr = static_call(mmhp_kapi_lookup)(symbol->name);
		if (symbol->addr)
			continue;
		mmhp_reason_set(why, -ENODEV, "this kernel has no symbol %s",
				symbol->name);
		pr_warn("%s\n", why->text);
		missing++;
	}
	if (missing)
		return -ENODEV;
	mmhp_kapi_default_dram_type_var = (struct memory_dev_type **)
		static_call(mmhp_kapi_lookup)("default_dram_type");
	mmhp_kapi_num_poisoned_var = (atomic_long_t *)
		static_call(mmhp_kapi_lookup)("num_poisoned_pages");
	mmhp_kapi_device_hotplug_lock_var = (struct mutex *)
		static_call(mmhp_kapi_lookup)("device_hotplug_lock");
	mmhp_kapi_memory_chain_var = (struct blocking_notifier_head *)
		static_call(mmhp_kapi_lookup)("memory_chain");
	mmhp_kapi_iommu_nb_var = (struct notifier_block *)
		static_call(mmhp_kapi_lookup)("intel_iommu_memory_nb");
	return 0;
}

/**
 * mmhp_kapi_init() - find what the kernel does not export
 *
 * Nothing else here may be called where mmhp_kapi_check() fails.
 *
 * Context: module init, may sleep.
 */
void mmhp_kapi_init(void)
{
	if (mmhp_kapi_find(&mmhp_kapi_missing))
		pr_warn("engine direct cannot be used: %s\n",
			mmhp_kapi_missing.text);
	else
		mmhp_kapi_update();
}

/**
 * mmhp_kapi_check() - was all found
 * @why: the sentence if not
 *
 * Return: 0 or -ENODEV.
 */
int mmhp_kapi_check(struct mmhp_reason *why)
{
	if (!mmhp_kapi_missing.text[0])
		return 0;
	return mmhp_reason_set(why, -ENODEV, "%.200s", mmhp_kapi_missing.text);
}

/**
 * mmhp_kapi_check_online_callback() - does the page allocator get what goes online
 * @why: the sentence if not
 *
 * A balloon driver can take the pages instead, and those of Hyper-V and Xen keep
 * also what is not theirs: it could neither be used nor go offline again.
 * virtio-mem passes on what is not its own.
 *
 * Context: process. With mem_hotplug_lock held the answer stays true.
 * Return: 0, also where it cannot be told, since engine direct cannot be used;
 * -EOPNOTSUPP.
 */
int mmhp_kapi_check_online_callback(struct mmhp_reason *why)
{
	online_page_callback_t callback;

	if (mmhp_kapi_missing.text[0])
		return 0;
	callback = READ_ONCE(*MMHP_KAPI_AT(online_page_callback));
	if (callback == MMHP_KAPI_AT(generic_online_page) ||
	    callback == (online_page_callback_t)
		static_call(mmhp_kapi_lookup)("virtio_mem_online_page_cb"))
		return 0;
	return mmhp_reason_set(why, -EOPNOTSUPP,
		"on this machine %ps takes all memory that goes online, before it can be used",
		callback);
}

/* Is it a mutex that this task holds? */
static bool mmhp_kapi_holds(const struct mutex *lock)
{
#ifdef CONFIG_PREEMPT_RT
	return mutex_is_locked((struct mutex *)lock);
#else
	/* The lowest three bits are flags. */
	return (atomic_long_read(&lock->owner) & ~7L) == (long)current;
#endif
}

/**
 * mmhp_kapi_wait_device_hotplug() - keep blocks from going on- or offline
 * @why: the sentence for a failure
 *
 * The kernel's own function waits as long as it takes, and someone who offlines a block
 * by its state file holds the lock for as long as a page of it stays in use; for
 * that the kernel's writers have lock_device_hotplug_sysfs(), which begins the whole
 * system call anew. The first time it is that function nevertheless, which tells
 * whether the variable found is the lock.
 *
 * Context: may sleep. Taken inside mmhp_lock, outside mem_hotplug_lock;
 * mmhp_kapi_unlock_device_hotplug() undoes it.
 * Return: 0; -EINTR if a signal came first.
 */
int mmhp_kapi_wait_device_hotplug(struct mmhp_reason *why)
{
	struct mutex *lock = mmhp_kapi_device_hotplug_lock_var;

	if (!mmhp_kapi_device_hotplug_lock_known) {
		mmhp_kapi_lock_device_hotplug();
		mmhp_kapi_device_hotplug_lock_known = lock && mmhp_kapi_holds(lock);
		return 0;
	}
	if (mutex_lock_interruptible(lock))
		return mmhp_reason_set(why, -EINTR,
			"interrupted by a signal while someone else was on- or offlining memory");
	return 0;
}

/**
 * mmhp_kapi_iommu_follows_memory() - does Intel's IOMMU map what goes online
 *
 * Before it was taken out (6.12 has it no more) intel_iommu_memory_notifier() mapped
 * each stretch of memory that went online for devices in the identity domain, where
 * the hardware cannot pass them through: with pages of 1 GiB where one fits, and then
 * it does not split such a page when a part of it goes offline.
 *
 * Context: process, may sleep.
 * Return: true if it does.
 */
bool mmhp_kapi_iommu_follows_memory(void)
{
	struct blocking_notifier_head *chain = mmhp_kapi_memory_chain_var;
	struct notifier_block *nb;
	bool found = false;

	if (!chain || !mmhp_kapi_iommu_nb_var)
		return false;
	down_read(&chain->rwsem);
	for (nb = rcu_dereference_protected(chain->head, true); nb && !found;
	     nb = rcu_dereference_protected(nb->next, true))
		found = nb == mmhp_kapi_iommu_nb_var;
	up_read(&chain->rwsem);
	return found;
}

/**
 * mmhp_kapi_default_dram_type() - the kernel's memory type for DRAM
 *
 * Return: the type, which never goes away; NULL if it cannot be found.
 */
const struct memory_dev_type *mmhp_kapi_default_dram_type(void)
{
	if (!mmhp_kapi_default_dram_type_var)
		return NULL;
	return READ_ONCE(*mmhp_kapi_default_dram_type_var);
}

/**
 * mmhp_kapi_num_poisoned() - how many pages of the machine are bad memory
 *
 * Return: their number, as HardwareCorrupted in /proc/meminfo.
 */
long mmhp_kapi_num_poisoned(void)
{
	if (!mmhp_kapi_num_poisoned_var)
		return 0;
	return atomic_long_read(mmhp_kapi_num_poisoned_var);
}

/**
 * mmhp_kapi_num_poisoned_sub() - count bad pages out that go away
 * @nr: how many
 */
void mmhp_kapi_num_poisoned_sub(long nr)
{
	if (mmhp_kapi_num_poisoned_var)
		atomic_long_sub(nr, mmhp_kapi_num_poisoned_var);
}

/**
 * mmhp_kapi_show() - list the symbols and the answers of the compile probes
 * @seq: where to
 */
void mmhp_kapi_show(struct seq_file *seq)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(mmhp_kapi_symbols); i++)
		seq_printf(seq, "symbol %s %s\n", mmhp_kapi_symbols[i].name,
			   mmhp_kapi_symbols[i].addr ? "found" : "missing");
	seq_printf(seq, "probes %s\n", MMHP_PROBES);
}
