/* SPDX-License-Identifier: GPL-2.0 WITH Linux-syscall-note */
/*
 * What the module, the command line and the tests share: the names of files,
 * keys and words. Nothing else in the tree spells them out.
 */
#ifndef _UAPI_MMHP_SELFHOST_H
#define _UAPI_MMHP_SELFHOST_H

/* Counts up when a file, key, word or column changes its meaning. */
#define MMHP_ABI			1

#define MMHP_NAME			"mmhp_selfhost"

/* The owner of a range in /proc/iomem; the form that the kernel requires. */
#define MMHP_RESOURCE_NAME		"System RAM (" MMHP_NAME ")"
#define MMHP_RESOURCE_STANDBY		MMHP_NAME " (standby)"

/* Below the root of debugfs, and with the first five files below /sys/kernel */
#define MMHP_DIR			"mmhp"
#define MMHP_FILE_PROBE			"probe"
#define MMHP_FILE_REMOVE		"remove"
#define MMHP_FILE_ONLINE		"online"
#define MMHP_FILE_OFFLINE		"offline"
#define MMHP_FILE_STANDBY		"standby"
#define MMHP_FILE_RANGES		"ranges"
#define MMHP_FILE_BLOCKS		"blocks"
#define MMHP_FILE_ERROR_LOG		"error_log"
#define MMHP_FILE_FEATURES		"features"

/* Below /sys/kernel only: the newest entry of error_log, and a directory per range, 0xSTART */
#define MMHP_FILE_ERROR			"error"
#define MMHP_FILE_VERIFYING		"verifying"
#define MMHP_ATTR_START			"start"
#define MMHP_ATTR_SIZE			"size"
#define MMHP_ATTR_LAYOUT		"layout"
#define MMHP_ATTR_ENGINE		"engine"
#define MMHP_ATTR_NODE			"node"
#define MMHP_ATTR_ZONE			"zone"
#define MMHP_ATTR_MEMMAP_START		"memmap_start"
#define MMHP_ATTR_MEMMAP_PAGES		"memmap_pages"
#define MMHP_ATTR_ONLINE_BLOCKS		"online_blocks"
#define MMHP_ATTR_BLOCKS		"blocks"
#define MMHP_ATTR_STATE			"state"
#define MMHP_ATTR_TIMING		"timing"
#define MMHP_ATTR_ADD_US		"add_us"
#define MMHP_ATTR_ONLINE_US		"online_us"
#define MMHP_ATTR_OFFLINE_US		"offline_us"
#define MMHP_ATTR_VERIFY_US		"verify_us"

/* Keys of a probe line: key=value */
#define MMHP_KEY_LAYOUT			"layout"
#define MMHP_KEY_NODE			"node"
#define MMHP_KEY_ONLINE			"online"
#define MMHP_KEY_ENGINE			"engine"
#define MMHP_KEY_ADISTANCE		"adistance"
#define MMHP_KEY_VERIFY			"verify"
#define MMHP_KEY_ALLOW			"allow"
#define MMHP_KEY_STANDBY		"standby"
#define MMHP_KEY_DRY_RUN		"dry_run"

/* layout= */
#define MMHP_WORD_RANGE			"range"
#define MMHP_WORD_BLOCK			"block"

/* node=, and the module's parameter engine */
#define MMHP_WORD_AUTO			"auto"

/* online=, and the second word written to the file "online" */
#define MMHP_WORD_DEFAULT		"default"
#define MMHP_WORD_OFFLINE		"offline"
#define MMHP_WORD_ONLINE		"online"
#define MMHP_WORD_ONLINE_KERNEL		"online_kernel"
#define MMHP_WORD_ONLINE_MOVABLE	"online_movable"

/* engine= */
#define MMHP_WORD_DIRECT		"direct"
#define MMHP_WORD_CORE			"core"

/* verify= */
#define MMHP_WORD_NONE			"none"
#define MMHP_WORD_SAMPLE		"sample"
#define MMHP_WORD_FULL			"full"

/* allow= */
#define MMHP_WORD_RESERVED		"reserved"

/* The state of a range: as above, and */
#define MMHP_WORD_STANDBY		"standby"
#define MMHP_WORD_PARTLY		"partly"

/* The zone of a range: the kernel's word, "none", or */
#define MMHP_WORD_MIXED			"mixed"

/* The state of a block, besides: it holds nothing but memmap */
#define MMHP_WORD_HOST			"host"

/* Lines of features: "engine NAME usable", "engine NAME unusable: REASON" ... */
#define MMHP_FEATURE_ABI		"abi"
#define MMHP_FEATURE_ENGINE		"engine"
#define MMHP_FEATURE_SYMBOL		"symbol"
#define MMHP_FEATURE_PROBES		"probes"
#define MMHP_WORD_USABLE		"usable"
#define MMHP_WORD_MISSING		"missing"

/* The longest line that a control file takes, in bytes */
#define MMHP_LINE_MAX			1024

/* Header lines of the tables; a row has the same columns. */
#define MMHP_RANGES_HEADER \
	"start size layout engine node blocks online host_blocks memmap_pfn memmap_pages state adistance"
#define MMHP_BLOCKS_HEADER \
	"block start state zone memmap_pfn offset first_pfn tagged host_pages memmap_zone bad_pages"

#endif /* _UAPI_MMHP_SELFHOST_H */
