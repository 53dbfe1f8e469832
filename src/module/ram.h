/* SPDX-License-Identifier: GPL-2.0 */
/* Words of memory that may not be there */
#ifndef _MMHP_RAM_H
#define _MMHP_RAM_H

#include <linux/hash.h>
#include <linux/types.h>

#include "layout.h"
#include "reason.h"

/**
 * struct mmhp_ram - addresses under test, mapped
 * @start: physical address of the first byte
 * @size: how many bytes
 * @block_bytes: size of a memory block
 * @map: where they are mapped
 * @seed: differs from test to test, so that nothing is taken for an answer
 *	that an earlier test, or an earlier kernel, left behind
 */
struct mmhp_ram {
	u64 start;
	u64 size;
	u64 block_bytes;
	void *map;
	u64 seed;
};

int mmhp_ram_map(struct mmhp_ram *ram, const struct mmhp_layout *layout,
		 struct mmhp_reason *why);
void mmhp_ram_unmap(struct mmhp_ram *ram);

void mmhp_ram_to_memory(void *addr, size_t bytes);
int mmhp_ram_save(const struct mmhp_ram *ram, u64 offset, void *to,
		  size_t bytes, struct mmhp_reason *why);
int mmhp_ram_check_alias(const struct mmhp_ram *ram, u64 offset, u64 read,
			 struct mmhp_reason *why);
int mmhp_ram_mismatch(const struct mmhp_ram *ram, u64 offset, u64 wrote,
		      u64 read, struct mmhp_reason *why);
int mmhp_ram_check_interrupted(struct mmhp_reason *why);

/* GOLDEN_RATIO_64 * MMHP_RAM_INVERSE == 1, as far as 64 bits go */
#define MMHP_RAM_INVERSE	0x0e217c1e66c88cc3ULL

/*
 * What is written to a word: its address, so that aliases give themselves away;
 * multiplied, so that a bit that is stuck does not make it the address of another.
 */
static inline u64 mmhp_ram_pattern(const struct mmhp_ram *ram, u64 offset)
{
	return ((ram->start + offset) * GOLDEN_RATIO_64) ^ ram->seed;
}

/* The address that a value was written to, if mmhp_ram_pattern() made it */
static inline u64 mmhp_ram_address(const struct mmhp_ram *ram, u64 value)
{
	return (value ^ ram->seed) * MMHP_RAM_INVERSE;
}

/* verify_sample.c */
int mmhp_verify_sample(const struct mmhp_ram *ram, struct mmhp_reason *why);

/* verify_full.c */
int mmhp_verify_full(const struct mmhp_ram *ram, struct mmhp_reason *why);

/* verify_alias.c */
int mmhp_verify_alias(const struct mmhp_ram *ram, struct mmhp_reason *why);

#endif /* _MMHP_RAM_H */
