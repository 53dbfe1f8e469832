/* SPDX-License-Identifier: GPL-2.0 */
/* A line of text as a request: what a control file was told */
#ifndef _MMHP_REQUEST_H
#define _MMHP_REQUEST_H

#include <linux/types.h>

#include "layout.h"
#include "reason.h"

/**
 * enum mmhp_verb - what is to be done with a range
 * @MMHP_PROBE: add it
 * @MMHP_REMOVE: offline and remove it
 * @MMHP_ONLINE: online all of it
 * @MMHP_OFFLINE: offline all of it
 * @MMHP_STANDBY: take its memmap away, but keep it registered
 */
enum mmhp_verb {
	MMHP_PROBE,
	MMHP_REMOVE,
	MMHP_ONLINE,
	MMHP_OFFLINE,
	MMHP_STANDBY,
};

/**
 * enum mmhp_online - how a range goes online
 * @MMHP_ONLINE_DEFAULT: as the system's default online type says
 * @MMHP_ONLINE_NOT: stay offline
 * @MMHP_ONLINE_ANY: the kernel picks the zone
 * @MMHP_ONLINE_KERNEL: to a kernel zone
 * @MMHP_ONLINE_MOVABLE: to ZONE_MOVABLE
 */
enum mmhp_online {
	MMHP_ONLINE_DEFAULT,
	MMHP_ONLINE_NOT,
	MMHP_ONLINE_ANY,
	MMHP_ONLINE_KERNEL,
	MMHP_ONLINE_MOVABLE,
};

/**
 * enum mmhp_engine_kind - how a range is added
 * @MMHP_ENGINE_DIRECT: by this module's own steps
 * @MMHP_ENGINE_CORE: by the kernel's memmap_on_memory
 * @MMHP_ENGINE_AUTO: by the first of them that is usable
 */
enum mmhp_engine_kind {
	MMHP_ENGINE_DIRECT,
	MMHP_ENGINE_CORE,
	MMHP_ENGINE_AUTO,
};

/**
 * enum mmhp_verify - what is tested before a range is added
 * @MMHP_VERIFY_NONE: nothing
 * @MMHP_VERIFY_SAMPLE: that RAM answers at the ends of each block and every
 *	2 MiB, and in one place only
 * @MMHP_VERIFY_FULL: that, and each word
 */
enum mmhp_verify {
	MMHP_VERIFY_NONE,
	MMHP_VERIFY_SAMPLE,
	MMHP_VERIFY_FULL,
};

/**
 * enum mmhp_allow - what may be added that is not simply free
 * @MMHP_ALLOW_NOTHING: nothing
 * @MMHP_ALLOW_RESERVED: RAM that the user kept back with memmap=nn$ss
 */
enum mmhp_allow {
	MMHP_ALLOW_NOTHING,
	MMHP_ALLOW_RESERVED,
};

#define MMHP_NODE_AUTO	(-1)

/**
 * struct mmhp_request - one line written to a control file
 * @verb: which file
 * @start: physical address in bytes
 * @size: size in bytes; 0 if the line names none
 * @has_size: the line names a size
 * @layout: where the memmap goes (probe)
 * @has_layout: the line names a layout
 * @online: how it goes online (probe, online)
 * @has_online: the line says how
 * @node: NUMA node, or MMHP_NODE_AUTO (probe)
 * @engine: how it is added (probe)
 * @adistance: abstract distance of the node's memory type; 0 is what the
 *	platform reports (probe)
 * @verify: what is tested before (probe); in standby, before it goes online
 * @allow: what may be added that is not simply free (probe)
 * @standby: register it only (probe)
 * @dry_run: check and report, change nothing (probe)
 */
struct mmhp_request {
	enum mmhp_verb verb;
	u64 start;
	u64 size;
	bool has_size;
	enum mmhp_layout_kind layout;
	bool has_layout;
	enum mmhp_online online;
	bool has_online;
	int node;
	enum mmhp_engine_kind engine;
	int adistance;
	enum mmhp_verify verify;
	enum mmhp_allow allow;
	bool standby;
	bool dry_run;
};

int mmhp_request_parse(struct mmhp_request *req,
		       const struct mmhp_request *defaults,
		       enum mmhp_verb verb, char *line,
		       struct mmhp_reason *why);

#endif /* _MMHP_REQUEST_H */
