// SPDX-License-Identifier: GPL-2.0
/*
 * Is the range apart from the RAM in use? Where address lines are not decoded,
 * it would be the running kernel that a write hits, so this test only reads the
 * range: what changes is a page of one's own, and the range must not follow.
 */
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>

#include "ram.h"

/* No memory is smaller than what this many address lines reach, none larger. */
#define MMHP_VERIFY_FIRST_LINE	24
#define MMHP_VERIFY_LAST_LINE	51

static void mmhp_verify_put(u64 *canary, u64 value)
{
	WRITE_ONCE(*canary, value);
	mmhp_ram_to_memory(canary, sizeof(*canary));
}

/* Does the word at @offset say what @canary says, whatever that is? */
static int mmhp_verify_follows(const struct mmhp_ram *ram, u64 offset,
			       u64 *canary, bool *follows,
			       struct mmhp_reason *why)
{
	unsigned int i;
	u64 seen;
	int ret;

	for (i = 0; i < 2; i++) {
		const u64 value = i ? ~ram->seed : ram->seed;

		mmhp_verify_put(canary, value);
		mmhp_ram_to_memory(ram->map + offset, sizeof(seen));
		ret = mmhp_ram_save(ram, offset, &seen, sizeof(seen), why);
		*follows = !ret && seen == value;
		if (!*follows)
			return ret;
	}
	return 0;
}

/* The first address of the range that differs from @phys in high lines only */
static u64 mmhp_verify_twin(const struct mmhp_ram *ram, u64 phys,
			    unsigned int line)
{
	return (phys - ram->start) & ((1ULL << line) - 1);
}

static int mmhp_verify_page(const struct mmhp_ram *ram, u64 *canary,
			    struct mmhp_reason *why)
{
	const u64 phys = virt_to_phys(canary);
	unsigned int line;
	bool follows;
	int ret;

	for (line = MMHP_VERIFY_FIRST_LINE; line <= MMHP_VERIFY_LAST_LINE;
	     line++) {
		const u64 offset = mmhp_verify_twin(ram, phys, line);

		if (offset >= ram->size)
			return 0;
		ret = mmhp_verify_follows(ram, offset, canary, &follows, why);
		if (ret)
			return ret;
		if (follows)
			return mmhp_reason_set(why, -ENXIO,
				"0x%llx is RAM that the kernel uses already, as 0x%llx: what is written to one is read from the other",
				ram->start + offset, phys);
	}
	return 0;
}

/**
 * mmhp_verify_alias() - see that a range is no second view of the RAM in use
 * @ram: what is tested
 * @why: the sentence for a failure
 *
 * Context: process, may sleep.
 * Return: 0; -ENXIO if it is; -ENOMEM.
 */
int mmhp_verify_alias(const struct mmhp_ram *ram, struct mmhp_reason *why)
{
	u64 *canary = (u64 *)get_zeroed_page(GFP_KERNEL);
	int ret;

	if (!canary)
		return mmhp_reason_set(why, -ENOMEM,
				       "no memory for a page to compare with");
	ret = mmhp_verify_page(ram, canary, why);
	free_page((unsigned long)canary);
	return ret;
}
