// SPDX-License-Identifier: GPL-2.0
/*
 * Who else claims physical addresses. Nothing is changed here; the claim of
 * one's own is a rung of the ladder.
 */
#include <linux/errno.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/memory_hotplug.h>
#include <linux/range.h>

#include "claim.h"

/**
 * mmhp_claim_check_mappable() - can the machine map these addresses
 * @start: first byte
 * @last: last byte
 * @why: the sentence for a failure
 *
 * Context: process.
 * Return: 0; -E2BIG if they lie outside what mhp_get_pluggable_range() says.
 */
int mmhp_claim_check_mappable(u64 start, u64 last, struct mmhp_reason *why)
{
	const struct range limits = mhp_get_pluggable_range(true);

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
	default:
		return "a device";
	}
}

/* Memory that firmware set aside for a driver to hand out: nobody's as such */
static bool mmhp_claim_is_free(const struct resource *res)
{
	return res->desc == IORES_DESC_SOFT_RESERVED &&
	       !(res->flags & IORESOURCE_BUSY);
}

static int mmhp_claim_conflict(struct resource *res, void *arg)
{
	struct mmhp_reason *why = arg;

	if (mmhp_claim_is_free(res))
		return 0;
	return mmhp_reason_set(why, -EEXIST,
		"0x%llx-0x%llx is claimed: %s; see /proc/iomem",
		(u64)res->start, (u64)res->end, mmhp_claim_kind(res));
}

/**
 * mmhp_claim_check_free() - does nobody claim these addresses
 * @start: first byte
 * @last: last byte
 * @why: the sentence for a failure
 *
 * Any resource is in the way, also one that is not busy, as "Reserved" is.
 *
 * Context: process; takes the lock of the resource tree.
 * Return: 0; -EEXIST with the kind of resource and the part of it that overlaps.
 */
int mmhp_claim_check_free(u64 start, u64 last, struct mmhp_reason *why)
{
	int ret = walk_iomem_res_desc(IORES_DESC_NONE, IORESOURCE_MEM, start,
				      last, why, mmhp_claim_conflict);

	return ret == -EEXIST ? -EEXIST : 0;
}
