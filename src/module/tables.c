// SPDX-License-Identifier: GPL-2.0
/*
 * The tables that debugfs shows. They hold mmhp_lock only: the blocks of a
 * range cannot go away meanwhile, but may go on- and offline by hand, so that
 * a table is a snapshot of things that change.
 */
#include <linux/list.h>
#include <linux/memory.h>
#include <linux/mm.h>
#include <linux/mmzone.h>

#include <uapi/mmhp_selfhost.h>

#include "kapi.h"
#include "memmap.h"
#include "online.h"
#include "range.h"
#include "tables.h"

static void mmhp_tables_range(struct seq_file *seq, struct mmhp_range *range)
{
	const struct mmhp_layout *layout = &range->layout;
	const unsigned long nr_pieces = mmhp_layout_nr_pieces(layout);
	unsigned long frame, left_pages;

	if (mmhp_memmap_frame(layout->start_pfn, &frame, &left_pages))
		frame = 0;
	seq_printf(seq, "0x%llx 0x%llx %s %s %d %lu %lu %lu 0x%lx %lu\n",
		   mmhp_layout_start(layout), mmhp_layout_size(layout),
		   mmhp_word_text(mmhp_layout_words, layout->kind),
		   MMHP_WORD_DIRECT, range->nid,
		   mmhp_layout_usable_blocks(layout), mmhp_online_count(range),
		   nr_pieces * mmhp_layout_host_blocks(layout), frame,
		   nr_pieces * layout->host_pages);
}

/**
 * mmhp_tables_ranges() - a line per range
 * @seq: where to
 * @unused: none
 *
 * Context: process, may sleep. Takes mmhp_lock.
 * Return: 0; -EINTR if a signal came while a request was under way.
 */
int mmhp_tables_ranges(struct seq_file *seq, void *unused)
{
	struct mmhp_range *range;
	int ret = mmhp_range_lock();

	if (ret)
		return ret;
	seq_puts(seq, MMHP_RANGES_HEADER "\n");
	list_for_each_entry(range, mmhp_range_list(), list)
		mmhp_tables_range(seq, range);
	mmhp_range_unlock();
	return 0;
}

static const char *mmhp_tables_state(const struct mmhp_range *range,
				     const struct mmhp_block *block,
				     const char **zone)
{
	const struct zone *in_zone;
	struct memory_block *mem;
	const char *state;

	*zone = "-";
	if (mmhp_block_is_host(block)) {
		in_zone = READ_ONCE(range->host_zone);
		if (in_zone)
			*zone = in_zone->name;
		return "host";
	}

	mem = mmhp_kapi_memory_block_get(block->start_pfn);
	if (!mem)
		return "missing";
	switch (READ_ONCE(mem->state)) {
	case MEM_ONLINE:
		state = "online";
		break;
	case MEM_GOING_OFFLINE:
		state = "going-offline";
		break;
	default:
		state = "offline";
	}
	in_zone = READ_ONCE(mem->zone);
	if (in_zone)
		*zone = in_zone->name;
	memory_block_put(mem);
	return state;
}

/*
 * How many host pages of a block carry the tag. While nothing of the range is
 * online they are not set up, and what their memmap says is stale.
 */
static unsigned long mmhp_tables_tagged(const struct mmhp_block *block)
{
	if (!block->offset || !pfn_to_online_page(block->start_pfn))
		return 0;
	return mmhp_memmap_count_tagged(block->start_pfn, block->offset);
}

static void mmhp_tables_block(struct seq_file *seq,
			      const struct mmhp_range *range,
			      const struct mmhp_block *block)
{
	unsigned long frame, left_pages;
	const char *zone, *state = mmhp_tables_state(range, block, &zone);

	if (mmhp_memmap_frame(block->start_pfn, &frame, &left_pages))
		frame = 0;
	seq_printf(seq, "%lu 0x%llx %s %s 0x%lx %lu ",
		   block->start_pfn / block->nr_pages,
		   (u64)PFN_PHYS(block->start_pfn), state, zone, frame,
		   block->offset);
	if (mmhp_block_is_host(block))
		seq_puts(seq, "-");
	else
		seq_printf(seq, "0x%lx", block->start_pfn + block->offset);
	seq_printf(seq, " %lu %lu\n", mmhp_tables_tagged(block), block->offset);
}

/**
 * mmhp_tables_blocks() - a line per block of every range
 * @seq: where to
 * @unused: none
 *
 * Context: process, may sleep. Takes mmhp_lock.
 * Return: 0; -EINTR if a signal came while a request was under way.
 */
int mmhp_tables_blocks(struct seq_file *seq, void *unused)
{
	struct mmhp_range *range;
	int ret = mmhp_range_lock();

	if (ret)
		return ret;
	seq_puts(seq, MMHP_BLOCKS_HEADER "\n");
	list_for_each_entry(range, mmhp_range_list(), list) {
		unsigned long i;

		for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++) {
			struct mmhp_block block;

			mmhp_layout_block(&range->layout, i, &block);
			mmhp_tables_block(seq, range, &block);
		}
	}
	mmhp_range_unlock();
	return 0;
}

/**
 * mmhp_tables_features() - what was found in this kernel
 * @seq: where to
 * @unused: none
 *
 * Context: process.
 * Return: 0.
 */
int mmhp_tables_features(struct seq_file *seq, void *unused)
{
	seq_printf(seq, "abi %d\n", MMHP_ABI);
	mmhp_kapi_show(seq);
	seq_printf(seq, "engine %s usable\n", MMHP_WORD_DIRECT);
	seq_printf(seq, "block_size 0x%lx\n", memory_block_size_bytes());
	return 0;
}
