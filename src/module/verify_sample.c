// SPDX-License-Identifier: GPL-2.0
/*
 * A word every 2 MiB, and the first and last of each block: all are written
 * before the first is read, so that one which answers at two addresses, or
 * nowhere, is found.
 */
#include <linux/compiler.h>
#include <linux/sched.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "ram.h"

#define MMHP_SAMPLE_BYTES	SZ_2M

/* One look at the clock and the signals per so many samples */
#define MMHP_SAMPLE_BATCH	1024

/**
 * struct mmhp_samples - words of a range
 * @ram: the range
 * @per_block: how many there are in a block
 * @nr: how many there are
 * @written: how many hold a pattern
 * @saved: what they held before
 */
struct mmhp_samples {
	const struct mmhp_ram *ram;
	unsigned long per_block;
	unsigned long nr;
	unsigned long written;
	u64 *saved;
};

/* Where a sample is, in bytes from the start of the range */
static u64 mmhp_sample_offset(const struct mmhp_samples *samples,
			      unsigned long i)
{
	const u64 block = i / samples->per_block * samples->ram->block_bytes;
	const u64 in_block = i % samples->per_block;

	if (in_block == samples->per_block - 1)
		return block + samples->ram->block_bytes - sizeof(u64);
	return block + in_block * MMHP_SAMPLE_BYTES;
}

static void mmhp_sample_put(const struct mmhp_samples *samples, u64 offset,
			    u64 value)
{
	u64 *word = samples->ram->map + offset;

	WRITE_ONCE(*word, value);
	mmhp_ram_to_memory(word, sizeof(*word));
}

static int mmhp_sample_write(struct mmhp_samples *samples,
			     struct mmhp_reason *why)
{
	unsigned long i;
	int ret;

	for (i = 0; i < samples->nr; i++) {
		const u64 offset = mmhp_sample_offset(samples, i);

		ret = i % MMHP_SAMPLE_BATCH ? 0 : mmhp_ram_check_interrupted(why);
		if (!ret)
			ret = mmhp_ram_save(samples->ram, offset,
					    &samples->saved[i], sizeof(u64), why);
		if (ret)
			return ret;
		mmhp_sample_put(samples, offset,
				mmhp_ram_pattern(samples->ram, offset));
		samples->written = i + 1;
	}
	return 0;
}

static int mmhp_sample_check(const struct mmhp_samples *samples,
			     struct mmhp_reason *why)
{
	const struct mmhp_ram *ram = samples->ram;
	unsigned long i;
	int ret;

	for (i = 0; i < samples->nr; i++) {
		const u64 offset = mmhp_sample_offset(samples, i);
		const u64 wrote = mmhp_ram_pattern(ram, offset);
		u64 *word = ram->map + offset, read;

		ret = i % MMHP_SAMPLE_BATCH ? 0 : mmhp_ram_check_interrupted(why);
		if (ret)
			return ret;
		mmhp_ram_to_memory(word, sizeof(*word));
		read = READ_ONCE(*word);
		if (read != wrote)
			return mmhp_ram_mismatch(ram, offset, wrote, read, why);
	}
	return 0;
}

/*
 * The last first: where two are the same word, the second was saved with the
 * pattern of the first in it.
 */
static void mmhp_sample_restore(struct mmhp_samples *samples)
{
	while (samples->written) {
		const unsigned long i = --samples->written;

		mmhp_sample_put(samples, mmhp_sample_offset(samples, i),
				samples->saved[i]);
		if (!(i % MMHP_SAMPLE_BATCH))
			cond_resched();
	}
}

/**
 * mmhp_verify_sample() - test a word here and there
 * @ram: what is tested
 * @why: the sentence for a failure
 *
 * Context: process, may sleep.
 * Return: 0; -ENXIO, -EINTR or -ENOMEM. The contents are what they were.
 */
int mmhp_verify_sample(const struct mmhp_ram *ram, struct mmhp_reason *why)
{
	struct mmhp_samples samples = {
		.ram = ram,
		.per_block = ram->block_bytes / MMHP_SAMPLE_BYTES + 1,
	};
	int ret;

	samples.nr = ram->size / ram->block_bytes * samples.per_block;
	samples.saved = kvmalloc_array(samples.nr, sizeof(u64), GFP_KERNEL);
	if (!samples.saved)
		return mmhp_reason_set(why, -ENOMEM,
				       "no memory to keep %lu words that are tested",
				       samples.nr);
	ret = mmhp_sample_write(&samples, why);
	if (!ret)
		ret = mmhp_sample_check(&samples, why);
	mmhp_sample_restore(&samples);
	kvfree(samples.saved);
	return ret;
}
