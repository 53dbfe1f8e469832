// SPDX-License-Identifier: GPL-2.0
/*
 * Who else claims physical addresses. Nothing is changed here; the claim of
 * one's own is a rung of the ladder.
 */
#include <linux/crash_dump.h>
#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/memory_hotplug.h>
#include <linux/minmax.h>
#include <linux/pgtable.h>
#include <linux/range.h>
#include <linux/security.h>

#include <uapi/mmhp_selfhost.h>

#include "claim.h"
#include "kapi.h"

/**
 * mmhp_claim_check_mappable() - can the machine map these addresses
 * @start: first byte
 * @last: last byte
 * @why: the sentence for a failure
 *
 * mhp_get_pluggable_range() knows what page tables can say, the resource tree
 * how many address lines the CPU has, and the direct mapping has to end somewhere.
 *
 * Context: process.
 * Return: 0; -E2BIG if they lie outside of either.
 */
int mmhp_claim_check_mappable(u64 start, u64 last, struct mmhp_reason *why)
{
	struct range limits = mhp_get_pluggable_range(true);

	limits.end = min_t(u64, limits.end, iomem_resource.end);
	/* Where KASLR has put vmalloc's addresses, kernels before v6.11 did not ask. */
	limits.end = min_t(u64, limits.end, VMALLOC_START - PAGE_OFFSET - 1);
	if (start >= limits.start && last <= limits.end)
		return 0;
	return mmhp_reason_set(why, -E2BIG,
		"0x%llx-0x%llx lies outside what this machine can map, 0x%llx-0x%llx",
		start, last, limits.start, limits.end);
}

/* The resource tree may change, so names in it cannot be kept; kinds can. */
static const char *mmhp_claim_kind(const struct resource *res)
{
	if ((res->flags & IORESOURCE_SYSTEM_RAM) == IORESOURCE_SYSTEM_RAM)
		return "System RAM";
	switch (res->desc) {
	case IORES_DESC_ACPI_TABLES:
		return "ACPI Tables";
	case IORES_DESC_ACPI_NV_STORAGE:
		return "ACPI Non-volatile Storage";
	case IORES_DESC_PERSISTENT_MEMORY:
	case IORES_DESC_PERSISTENT_MEMORY_LEGACY:
		return "Persistent Memory";
	case IORES_DESC_RESERVED:
		return "Reserved";
	case IORES_DESC_SOFT_RESERVED:
		return "Soft Reserved";
	case IORES_DESC_CXL:
		return "CXL Window";
	default:
		return "a device";
	}
}

/**
 * struct mmhp_claim - who is asked, and what is said
 * @start: first byte
 * @last: last byte
 * @allow: what may be added that is not simply free
 * @why: the sentence for a failure
 */
struct mmhp_claim {
	u64 start;
	u64 last;
	enum mmhp_allow allow;
	struct mmhp_reason *why;
};

/* Set aside, but nobody's as such: what is busy is somebody's */
static bool mmhp_claim_is(const struct resource *res, unsigned long desc)
{
	return res->desc == desc && !(res->flags & IORESOURCE_BUSY);
}

/* What one asks for within a resource cannot reach beyond it. */
static int mmhp_claim_check_within(const struct mmhp_claim *claim,
				   const struct resource *part)
{
	if (part->start == claim->start && part->end == claim->last)
		return 0;
	return mmhp_reason_set(claim->why, -EEXIST,
		"0x%llx-0x%llx is %s, and the rest is not: a range lies inside of such memory, or beside it",
		(u64)part->start, (u64)part->end, mmhp_claim_kind(part));
}

/*
 * RAM, for firmware: so it is by the command line that it is reserved, or by the kernel,
 * which gives up RAM that the CPU would not cache (mtrr_trim_uncached_memory())
 */
static int mmhp_claim_check_reserved(const struct mmhp_claim *claim,
				     const struct resource *part)
{
	if (mmhp_kapi_check(claim->why))
		return -EOPNOTSUPP;
	if (mmhp_kapi_is_firmware_ram(part->start, part->end))
		return mmhp_claim_check_within(claim, part);
	return mmhp_reason_set(claim->why, -EEXIST,
		"0x%llx-0x%llx is reserved, and firmware does not call it RAM: "
		MMHP_KEY_ALLOW "=" MMHP_WORD_RESERVED " is for what memmap= reserved",
		(u64)part->start, (u64)part->end);
}

/* @res is that part of a resource that lies in the range. */
static int mmhp_claim_conflict(struct resource *res, void *arg)
{
	const struct mmhp_claim *claim = arg;
	const bool reserved = mmhp_claim_is(res, IORES_DESC_RESERVED);

	if (mmhp_claim_is(res, IORES_DESC_SOFT_RESERVED))
		return mmhp_claim_check_within(claim, res);
	if (reserved && claim->allow == MMHP_ALLOW_RESERVED)
		return mmhp_claim_check_reserved(claim, res);
	return mmhp_reason_set(claim->why, -EEXIST,
		"0x%llx-0x%llx is claimed: %s%s; see /proc/iomem",
		(u64)res->start, (u64)res->end, mmhp_claim_kind(res),
		reserved ? " (if by memmap=, " MMHP_KEY_ALLOW "="
			   MMHP_WORD_RESERVED " allows it)" : "");
}

/* A walk says -EINVAL where there is none. */
static int mmhp_claim_walk(struct mmhp_claim *claim, unsigned long flags)
{
	int ret = walk_iomem_res_desc(IORES_DESC_NONE, IORESOURCE_MEM | flags,
				      claim->start, claim->last, claim,
				      mmhp_claim_conflict);

	return ret == -EINVAL ? 0 : ret;
}

static int mmhp_claim_walk_soft(struct mmhp_claim *claim)
{
	int ret = walk_soft_reserve_res(claim->start, claim->last, claim,
					mmhp_claim_conflict);

	return ret == -EINVAL ? 0 : ret;
}

/*
 * What memmap= kept back may be another's, as pstore's or a crash dump's: putting
 * it to use by its address is what lockdown forbids /dev/mem. The kernel itself
 * puts a line into its log.
 */
static int mmhp_claim_check_lockdown(const struct mmhp_claim *claim)
{
	if (claim->allow != MMHP_ALLOW_RESERVED ||
	    !security_locked_down(LOCKDOWN_DEV_MEM))
		return 0;
	return mmhp_reason_set(claim->why, -EPERM,
		"the kernel is locked down, which forbids "
		MMHP_KEY_ALLOW "=" MMHP_WORD_RESERVED
		"; see /sys/kernel/security/lockdown");
}

/*
 * What a kernel does not have that was started to save a dump is what it is to save:
 * the memory of the kernel that crashed, which nobody claims here.
 */
static int mmhp_claim_check_dump(const struct mmhp_claim *claim)
{
	if (!is_kdump_kernel())
		return 0;
	return mmhp_reason_set(claim->why, -EPERM,
		"this kernel was started to save a dump, and memory that it does not have is what it has to save; see /proc/vmcore");
}

/**
 * mmhp_claim_check_free() - does nobody claim these addresses
 * @start: first byte
 * @last: last byte
 * @allow: what may be added that is not simply free
 * @why: the sentence for a failure
 *
 * Any resource is in the way, also one that is not busy, as "Reserved" is; but
 * not "Soft Reserved", and if it is allowed, not what memmap=nn$ss reserved,
 * as long as nothing inside of them is busy.
 *
 * Context: process; takes the lock of the resource tree.
 * Return: 0; -EEXIST with the kind of resource and the part of it that overlaps;
 * -EOPNOTSUPP if it cannot be told who reserved it; -EPERM if lockdown forbids
 * @allow, and in a kernel that is to save a dump.
 */
int mmhp_claim_check_free(u64 start, u64 last, enum mmhp_allow allow,
			  struct mmhp_reason *why)
{
	struct mmhp_claim claim = {
		.start = start,
		.last = last,
		.allow = allow,
		.why = why,
	};
	int ret = mmhp_claim_check_dump(&claim) ?: mmhp_claim_check_lockdown(&claim);

	if (ret)
		return ret;

	/* A walk goes past what is inside a match; what is busy is looked for first. */
	ret = mmhp_claim_walk(&claim, IORESOURCE_BUSY);
	return ret ?: mmhp_claim_walk(&claim, 0) ?: mmhp_claim_walk_soft(&claim);
}
