// SPDX-License-Identifier: GPL-2.0
/*
 * A word every 2 MiB, and the first and last of each block. Each is saved and
 * written; where it holds what another was given, the two are one. When all are
 * written, each is read and put back, the last first. Two passes and no more:
 * next to going there, what is done to a word costs nothing.
 */
#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/sched.h>
#include <linux/sizes.h>
#include <linux/slab.h>

#include "ram.h"

#define MMHP_SAMPLE_BYTES	SZ_2M

/* One look at the scheduler and the signals per so many samples */
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

/* What a word holds, by memory and not by a cache; another sample's pattern? */
static int mmhp_sample_save(const struct mmhp_samples *samples, u64 offset,
			    u64 *saved, struct mmhp_reason *why)
{
	const struct mmhp_ram *ram = samples->ram;
	int ret;

	mmhp_ram_to_memory(ram->map + offset, sizeof(*saved));
	ret = mmhp_ram_save(ram, offset, saved, sizeof(*saved), why);
	return ret ? ret : mmhp_ram_check_alias(ram, offset, *saved, why);
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
			ret = mmhp_sample_save(samples, offset,
					       &samples->saved[i], why);
		if (ret)
			return ret;
		mmhp_sample_put(samples, offset,
				mmhp_ram_pattern(samples->ram, offset));
		samples->written = i + 1;
	}
	return 0;
}

static int mmhp_sample_check(const struct mmhp_samples *samples, u64 offset,
			     struct mmhp_reason *why)
{
	const u64 wrote = mmhp_ram_pattern(samples->ram, offset);
	const u64 read = READ_ONCE(*(u64 *)(samples->ram->map + offset));

	/* mmhp_sample_put() left nothing of it in a cache. */
	if (read == wrote)
		return 0;
	return mmhp_ram_mismatch(samples->ram, offset, wrote, read, why);
}

/*
 * Puts all back, whatever it finds, in the order in which that is right even if
 * two are the same word. Of what is wrong, the lowest address is told.
 */
static int mmhp_sample_restore(struct mmhp_samples *samples, bool check,
			       struct mmhp_reason *why)
{
	int ret = 0;

	while (samples->written) {
		const unsigned long i = --samples->written;
		const u64 offset = mmhp_sample_offset(samples, i);

		if (check && mmhp_sample_check(samples, offset, why))
			ret = -ENXIO;
		mmhp_sample_put(samples, offset, samples->saved[i]);
		if (!(i % MMHP_SAMPLE_BATCH))
			cond_resched();
	}
	return ret;
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
	if (ret)
		mmhp_sample_restore(&samples, false, NULL);
	else
		ret = mmhp_sample_restore(&samples, true, why);
	kvfree(samples.saved);
	return ret;
}
