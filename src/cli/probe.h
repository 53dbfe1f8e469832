/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_PROBE_H
#define MMHP_CLI_PROBE_H

#include <stdbool.h>

#include <uapi/mmhp_selfhost.h>

#include "action.h"
#include "options.h"
#include "parse.h"

enum {
	PROBE_LAYOUT = OPTION_OWN,
	PROBE_ONLINE,
	PROBE_NODE,
	PROBE_ENGINE,
	PROBE_VERIFY,
	PROBE_ALLOW,
	PROBE_ADISTANCE,
	PROBE_STANDBY,
	PROBE_OWN,
};

/* The keys of a probe line as options of the same name */
#define PROBE_OPTIONS							\
	{ MMHP_KEY_LAYOUT, PROBE_LAYOUT, "WORD",			\
	  MMHP_WORD_RANGE " " MMHP_WORD_BLOCK,				\
	  "range: one memmap for all of it; block: one per memory block" }, \
	{ MMHP_KEY_ONLINE, PROBE_ONLINE, "WORD",			\
	  MMHP_WORD_OFFLINE " " MMHP_WORD_ONLINE " " MMHP_WORD_ONLINE_KERNEL " " \
	  MMHP_WORD_ONLINE_MOVABLE " " MMHP_WORD_DEFAULT,		\
	  "offline, online, online_kernel, online_movable or default" },	\
	{ MMHP_KEY_NODE, PROBE_NODE, "N", MMHP_WORD_AUTO,		\
	  "NUMA node, or auto" },					\
	{ MMHP_KEY_ENGINE, PROBE_ENGINE, "WORD",			\
	  MMHP_WORD_DIRECT " " MMHP_WORD_CORE " " MMHP_WORD_AUTO,	\
	  "direct, core or auto" },					\
	{ MMHP_KEY_VERIFY, PROBE_VERIFY, "WORD",			\
	  MMHP_WORD_NONE " " MMHP_WORD_SAMPLE " " MMHP_WORD_FULL,	\
	  "how much of the memory is tested: none, sample or full" },	\
	{ MMHP_KEY_ALLOW, PROBE_ALLOW, "WORD", MMHP_WORD_RESERVED,	\
	  "reserved: take what memmap= kept back" },			\
	{ MMHP_KEY_ADISTANCE, PROBE_ADISTANCE, "N", NULL,		\
	  "abstract distance of the node's memory" },			\
	{ MMHP_KEY_STANDBY, PROBE_STANDBY, NULL, NULL,			\
	  "register it, and leave it alone" }

/**
 * struct probe - a line for the file probe
 * @span: address and size
 * @keys: " key=value" ...
 */
struct probe {
	struct span span;
	char keys[MMHP_LINE_MAX];
};

bool probe_option(struct probe *probe, const struct mmhp_option *options, int id,
		  const char *arg, struct error *error);
int probe_arguments(struct probe *probe, int argc, char **argv,
		    struct error *error);
int probe_prepare(struct probe *probe, struct ctl *ctl, const char *root,
		  struct error *error);
void probe_line(const struct probe *probe, char line[MMHP_LINE_MAX]);
bool probe_is_there(const struct ctl *ctl, const struct span *span);

#endif /* MMHP_CLI_PROBE_H */
