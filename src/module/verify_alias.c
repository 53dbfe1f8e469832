// SPDX-License-Identifier: GPL-2.0
/*
 * Is the range apart from the RAM in use? Where address lines are not decoded,
 * it would be the running kernel that a write hits, so this test only reads the
 * range: what changes is a page of one's own, and the range must not follow.
 * In a range smaller than RAM the page need not have a twin, but it may.
 */
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>
#include <linux/sizes.h>

#include "ram.h"

/* RAM has more address lines than these; each of the others may be missing. */
#define MMHP_ALIAS_BYTES	SZ_16M

/* Reads every word of the range whose address differs in those lines only */
static int mmhp_alias_seek(const struct mmhp_ram *ram, u64 phys, u64 value,
			   struct mmhp_reason *why)
{
	u64 offset, seen;
	int ret;

	for (offset = (phys - ram->start) & (MMHP_ALIAS_BYTES - 1);
	     offset < ram->size; offset += MMHP_ALIAS_BYTES) {
		ret = mmhp_ram_check_interrupted(why);
		if (ret)
			return ret;
		mmhp_ram_to_memory(ram->map + offset, sizeof(seen));
		ret = mmhp_ram_save(ram, offset, &seen, sizeof(seen), why);
		if (ret)
			return ret;
		if (seen == value)
			return mmhp_reason_set(why, -ENXIO,
				"0x%llx is RAM that the kernel uses already, as 0x%llx: 0x%llx, written to the second, is read from the first",
				ram->start + offset, phys, value);
	}
	return 0;
}

/**
 * mmhp_verify_alias() - see that a range is no second view of the RAM in use
 * @ram: what is tested
 * @why: the sentence for a failure
 *
 * Context: process, may sleep.
 * Return: 0; -ENXIO if it is; -EINTR or -ENOMEM.
 */
int mmhp_verify_alias(const struct mmhp_ram *ram, struct mmhp_reason *why)
{
	u64 *canary = (u64 *)get_zeroed_page(GFP_KERNEL);
	int ret;

	if (!canary)
		return mmhp_reason_set(why, -ENOMEM,
				       "no memory for a page to compare with");
	/* New with each test: nothing else can be what is read. */
	*canary = ram->seed;
	mmhp_ram_to_memory(canary, sizeof(*canary));
	ret = mmhp_alias_seek(ram, virt_to_phys(canary), ram->seed, why);
	free_page((unsigned long)canary);
	return ret;
}
