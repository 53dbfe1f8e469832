// SPDX-License-Identifier: GPL-2.0
/*
 * Every word, 2 MiB at a time, with a pattern and its complement, so that each
 * bit is seen both ways.
 */
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/limits.h>
#include <linux/minmax.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <asm/barrier.h>

#include "ram.h"
#include "verify.h"

/* A memory block is a multiple of it; what it held is kept meanwhile. */
#define MMHP_FULL_BYTES	SZ_2M

/*
 * How far a test is. Who tests holds mmhp_lock; who reads must not wait for that:
 * the size is written last and read first, and 0 while there is no test. Of a test
 * that ends meanwhile, and of the next, it may see a part each.
 */
static u64 mmhp_full_start, mmhp_full_size, mmhp_full_done;

static void mmhp_full_write(const struct mmhp_ram *ram, u64 offset, u64 flip)
{
	u64 *words = ram->map + offset;
	unsigned long i;

	for (i = 0; i < MMHP_FULL_BYTES / sizeof(u64); i++)
		WRITE_ONCE(words[i], flip ^
			   mmhp_ram_pattern(ram, offset + i * sizeof(u64)));
	mmhp_ram_to_memory(words, MMHP_FULL_BYTES);
}

static int mmhp_full_check(const struct mmhp_ram *ram, u64 offset, u64 flip,
			   struct mmhp_reason *why)
{
	const u64 *words = ram->map + offset;
	unsigned long i;

	for (i = 0; i < MMHP_FULL_BYTES / sizeof(u64); i++) {
		const u64 at = offset + i * sizeof(u64);
		const u64 wrote = flip ^ mmhp_ram_pattern(ram, at);
		const u64 read = READ_ONCE(words[i]);

		if (read != wrote)
			return mmhp_ram_mismatch(ram, at, wrote, read, why);
	}
	return 0;
}

static int mmhp_full_test(const struct mmhp_ram *ram, u64 offset, void *saved,
			  struct mmhp_reason *why)
{
	u64 *words = ram->map + offset;
	int ret = mmhp_ram_save(ram, offset, saved, MMHP_FULL_BYTES, why);

	if (ret)
		return ret;
	mmhp_full_write(ram, offset, 0);
	ret = mmhp_full_check(ram, offset, 0, why);
	if (!ret) {
		mmhp_full_write(ram, offset, U64_MAX);
		ret = mmhp_full_check(ram, offset, U64_MAX, why);
	}
	memcpy(words, saved, MMHP_FULL_BYTES);
	mmhp_ram_to_memory(words, MMHP_FULL_BYTES);
	return ret;
}

/**
 * mmhp_verify_full() - test every word
 * @ram: what is tested
 * @why: the sentence for a failure
 *
 * Context: process, may sleep, for long.
 * Return: 0; -ENXIO, -EINTR or -ENOMEM. The contents are what they were.
 */
int mmhp_verify_full(const struct mmhp_ram *ram, struct mmhp_reason *why)
{
	void *saved = kvmalloc(MMHP_FULL_BYTES, GFP_KERNEL);
	int ret = 0;
	u64 offset;

	if (!saved)
		return mmhp_reason_set(why, -ENOMEM,
				       "no memory to keep what is tested");
	WRITE_ONCE(mmhp_full_done, 0);
	WRITE_ONCE(mmhp_full_start, ram->start);
	smp_store_release(&mmhp_full_size, ram->size);
	for (offset = 0; !ret && offset < ram->size; offset += MMHP_FULL_BYTES) {
		WRITE_ONCE(mmhp_full_done, offset);
		ret = mmhp_ram_check_interrupted(why);
		if (!ret)
			ret = mmhp_full_test(ram, offset, saved, why);
	}
	WRITE_ONCE(mmhp_full_size, 0);
	kvfree(saved);
	return ret;
}

/**
 * mmhp_verify_full_at() - how far a test of every word is
 * @start: filled in with the physical address at which it began
 * @done: filled in with the bytes that have been tested
 *
 * Context: any, no lock needed.
 * Return: how many bytes are to be tested; 0 if none are.
 */
u64 mmhp_verify_full_at(u64 *start, u64 *done)
{
	const u64 size = smp_load_acquire(&mmhp_full_size);

	*start = READ_ONCE(mmhp_full_start);
	*done = min(READ_ONCE(mmhp_full_done), size);
	return size;
}
