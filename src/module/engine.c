// SPDX-License-Identifier: GPL-2.0
/*
 * Which engine does a request.
 */
#include <linux/err.h>
#include <linux/kernel.h>

#include <uapi/mmhp_selfhost.h>

#include "engine.h"

/* In the order in which they are tried */
static const struct mmhp_engine *const mmhp_engines[] = {
	[MMHP_ENGINE_DIRECT] = &mmhp_engine_direct,
	[MMHP_ENGINE_CORE] = &mmhp_engine_core,
};

/**
 * mmhp_engine_pick() - the engine for a request
 * @kind: which one the request names, or MMHP_ENGINE_AUTO for the first that
 *	is usable on this kernel
 * @why: the sentence for a failure
 *
 * Return: the engine, or ERR_PTR(-ENODEV) if it cannot be used here.
 */
const struct mmhp_engine *mmhp_engine_pick(enum mmhp_engine_kind kind,
					   struct mmhp_reason *why)
{
	size_t i;
	int ret;

	if (kind != MMHP_ENGINE_AUTO) {
		ret = mmhp_engines[kind]->usable(why);
		return ret ? ERR_PTR(ret) : mmhp_engines[kind];
	}
	for (i = 0; i < ARRAY_SIZE(mmhp_engines); i++) {
		ret = mmhp_engines[i]->usable(why);
		if (!ret)
			return mmhp_engines[i];
	}
	return ERR_PTR(ret);
}

/**
 * mmhp_engine_show() - list the engines, and why one is not usable
 * @seq: where to
 */
void mmhp_engine_show(struct seq_file *seq)
{
	struct mmhp_reason why;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(mmhp_engines); i++) {
		if (mmhp_engines[i]->usable(&why))
			seq_printf(seq, "engine %s unusable: %s\n",
				   mmhp_engines[i]->name, why.text);
		else
			seq_printf(seq, "engine %s usable\n",
				   mmhp_engines[i]->name);
	}
}
