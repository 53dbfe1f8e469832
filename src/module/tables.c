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

#include "engine.h"
#include "hotplug.h"
#include "kapi.h"
#include "memmap.h"
#include "poison.h"
#include "range.h"
#include "state.h"
#include "tables.h"
#include "tier.h"
#include "words.h"

static void mmhp_tables_memmap_pfn(struct seq_file *seq,
				   const struct mmhp_range *range,
				   unsigned long pfn)
{
	unsigned long frame;

	if (mmhp_state_memmap_frame(range, pfn, &frame))
		seq_puts(seq, " -");
	else
		seq_printf(seq, " 0x%lx", frame);
}

static void mmhp_tables_range(struct seq_file *seq,
			      const struct mmhp_range *range)
{
	const struct mmhp_layout *layout = &range->layout;
	const unsigned long nr_pieces = mmhp_layout_nr_pieces(layout);
	const unsigned long online = mmhp_state_count_online(range);
	const int adistance = mmhp_tier_in_force(range->nid);

	seq_printf(seq, "0x%llx 0x%llx %s %s %d %lu %lu %lu",
		   mmhp_layout_start(layout), mmhp_layout_size(layout),
		   mmhp_word_text(mmhp_layout_words, layout->kind),
		   range->engine->name, range->nid,
		   mmhp_layout_usable_blocks(layout), online,
		   nr_pieces * mmhp_layout_host_blocks(layout));
	mmhp_tables_memmap_pfn(seq, range, layout->start_pfn);
	seq_printf(seq, " %lu %s", mmhp_layout_memmap_pages(layout),
		   mmhp_state_text(range));
	if (adistance == MMHP_TIER_UNKNOWN)
		seq_puts(seq, " -\n");
	else
		seq_printf(seq, " %d\n", adistance);
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
				     const struct zone *zone)
{
	if (mmhp_hotplug_in_standby(range))
		return MMHP_WORD_STANDBY;
	if (mmhp_block_is_host(block))
		return "host";
	return zone ? MMHP_WORD_ONLINE : MMHP_WORD_OFFLINE;
}

/* The zone of the page that holds the first struct page of a block */
static const char *mmhp_tables_memmap_zone(const struct mmhp_range *range,
					   const struct mmhp_block *block)
{
	const struct zone *zone = NULL;
	unsigned long frame;

	if (!mmhp_state_memmap_frame(range, block->start_pfn, &frame))
		zone = mmhp_state_page_zone(range, frame);
	return zone ? zone->name : "-";
}

/*
 * How many host pages of a block carry the tag. While nothing of the range is
 * online they are not set up, and what their memmap says is stale.
 */
static unsigned long mmhp_tables_tagged(const struct mmhp_range *range,
					const struct mmhp_block *block)
{
	if (!block->offset || !mmhp_state_page_zone(range, block->start_pfn))
		return 0;
	return mmhp_memmap_count_tagged(block->start_pfn, block->offset);
}

static void mmhp_tables_block(struct seq_file *seq,
			      const struct mmhp_range *range,
			      unsigned long index)
{
	const struct zone *zone = mmhp_state_zone(range, index);
	struct mmhp_block block;

	mmhp_layout_block(&range->layout, index, &block);
	if (mmhp_block_is_host(&block))
		zone = READ_ONCE(range->host_zone);
	seq_printf(seq, "%lu 0x%llx %s %s", block.start_pfn / block.nr_pages,
		   (u64)PFN_PHYS(block.start_pfn),
		   mmhp_tables_state(range, &block, zone),
		   zone ? zone->name : "-");
	mmhp_tables_memmap_pfn(seq, range, block.start_pfn);
	seq_printf(seq, " %lu ", block.offset);
	if (mmhp_block_is_host(&block))
		seq_puts(seq, "-");
	else
		seq_printf(seq, "0x%lx", block.start_pfn + block.offset);
	seq_printf(seq, " %lu %lu %s", mmhp_tables_tagged(range, &block),
		   block.offset, mmhp_tables_memmap_zone(range, &block));
	if (range->bad_pages)
		seq_printf(seq, " %lu\n", mmhp_poison_count(range, index));
	else
		seq_puts(seq, " -\n");
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

		for (i = 0; i < mmhp_layout_nr_blocks(&range->layout); i++)
			mmhp_tables_block(seq, range, i);
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
	mmhp_engine_show(seq);
	seq_printf(seq, "block_size 0x%lx\n", memory_block_size_bytes());
	return 0;
}
