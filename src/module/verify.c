// SPDX-License-Identifier: GPL-2.0
/*
 * Does RAM answer at these addresses, and in one place only? Asked of memory
 * itself before the kernel is told of it. What was there is there afterwards,
 * whatever comes of it.
 */
#include <linux/errno.h>

#include "ram.h"
#include "rungs.h"
#include "verify.h"

/* The first test only reads: the others write. */
static int mmhp_verify_mapped(const struct mmhp_ram *ram, enum mmhp_verify how,
			      struct mmhp_reason *why)
{
	int ret = mmhp_verify_alias(ram, why);

	if (!ret)
		ret = mmhp_verify_sample(ram, why);
	if (!ret && how == MMHP_VERIFY_FULL)
		ret = mmhp_verify_full(ram, why);
	return ret;
}

static int mmhp_verify_claimed(const struct mmhp_range *range,
			       enum mmhp_verify how, struct mmhp_reason *why)
{
	struct mmhp_ram ram;
	int ret = mmhp_ram_map(&ram, &range->layout, why);

	if (ret)
		return ret;
	ret = mmhp_verify_mapped(&ram, how, why);
	mmhp_ram_unmap(&ram);
	return ret;
}

/**
 * mmhp_verify_range() - test the memory of a range
 * @range: a range that has no memmap yet
 * @how: how much of it
 * @why: the sentence for a failure
 *
 * The range is claimed for as long as it is tested, if it is not yet.
 *
 * Context: process, may sleep; mmhp_lock held and no other, so that nobody else's
 * memory hotplug waits.
 * Return: 0; -ENXIO with the first address that is not as RAM is; -EINTR if a
 * signal came; -EEXIST or -ENOMEM. The contents are what they were.
 */
int mmhp_verify_range(struct mmhp_range *range, enum mmhp_verify how,
		      struct mmhp_reason *why)
{
	const bool claimed = range->resource;
	int ret;

	if (how == MMHP_VERIFY_NONE)
		return 0;
	if (!claimed) {
		ret = mmhp_resource_reserve(range, why);
		if (ret)
			return ret;
	}
	ret = mmhp_verify_claimed(range, how, why);
	if (!claimed)
		mmhp_resource_release(range);
	return ret;
}
