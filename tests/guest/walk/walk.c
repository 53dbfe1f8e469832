// SPDX-License-Identifier: GPL-2.0
/*
 * walk [--seed N] [--operations N] [--verbose]: a random walk through all that can be asked of the
 * module. After each step errno and what the files say must be what the model says. The seed is
 * printed; with the same seed the same steps are taken, as long as chance is with it: whether memory
 * of a kernel zone goes offline is the kernel's own matter, and what came of it is taken over.
 *
 * Exit status: 0, 1 if module and model differ, 2 for anything else.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "walk.h"

#define RECENT 12
#define ERRNOS 256
/* Where a walk of this many steps has to have been everywhere */
#define LONG_WALK 5000u
#define LARGE_LEAST 24u
/* Of so many offlinings of kernel memory one at the most may be refused. */
#define CHANCE_MOST 4u

struct walk {
	struct model model;
	uint64_t seed;
	unsigned int operations, step;
	bool verbose, clear;
	struct op recent[RECENT];
	int recent_err[RECENT];
	unsigned int errnos[ERRNOS], kinds[OP_KINDS];
	double seconds[OP_KINDS], checking;
	unsigned int large, empty, may_stay, stayed;
};

static const char *const kind_names[] = {
	MMHP_FILE_PROBE, MMHP_FILE_REMOVE, MMHP_FILE_ONLINE, MMHP_FILE_OFFLINE, MMHP_FILE_STANDBY,
	"block by hand", "layout", "online=", "auto_online_blocks", "veto online", "veto offline",
};

static double now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec + ts.tv_nsec / 1e9;
}

static const char *err_name(int err)
{
	return err ? strerrorname_np(err) : "success";
}

static void print_op(const struct walk *walk, unsigned int step)
{
	const struct op *op = &walk->recent[step % RECENT];
	size_t i;

	printf("%6u %s '", step, op->path);
	for (i = 0; i < op->len && i < 160; i++) {
		if (op->text[i] >= ' ' && op->text[i] <= '~')
			printf("%c", op->text[i]);
		else
			printf("\\%03o", (unsigned char)op->text[i]);
	}
	printf("'%s: %s\n", op->len > 160 ? "..." : "", err_name(walk->recent_err[step % RECENT]));
}

static void print_seed(const struct walk *walk)
{
	printf("walk --seed %llu --operations %u\n", (unsigned long long)walk->seed,
	       walk->operations);
}

static void print_failure(const struct walk *walk)
{
	unsigned int step = walk->step < RECENT ? 1 : walk->step - RECENT + 1;

	printf("walk: step %u; the steps before it, and what came of them:\n", walk->step);
	for (; step <= walk->step; step++)
		print_op(walk, step);
	printf("walk: again: ");
	print_seed(walk);
}

static void print_answer(const struct answer *answer, int err)
{
	unsigned int i;

	printf("walk: expected ");
	for (i = 0; i < answer->nr; i++)
		printf("%s%s", i ? " or " : "", err_name(answer->errnos[i]));
	printf(", saw %s\n", err_name(err));
}

static void count(struct walk *walk, const struct op *op, const struct answer *answer, int err)
{
	walk->errnos[err]++;
	walk->kinds[op->kind]++;
	if (answer->chance && answer_allows(answer, 0)) {
		walk->may_stay++;
		walk->stayed += err != 0;
	}
	if (op->kind == OP_PROBE && !err && !op->dry_run && op->has_size &&
	    op->size / BLOCK_SIZE >= 64)
		walk->large++;
	walk->empty += !walk->model.nr_ranges;
}

static bool step(struct walk *walk)
{
	struct op *op = &walk->recent[++walk->step % RECENT];
	struct answer answer;
	double began;
	bool same;
	int err;

	pick(&walk->model, walk->clear, op);
	model_predict(&walk->model, op, &answer);
	began = now();
	err = kernel_write(op);
	walk->seconds[op->kind] += now() - began;
	walk->recent_err[walk->step % RECENT] = err;
	if (walk->verbose)
		print_op(walk, walk->step);
	if (!answer_allows(&answer, err)) {
		print_answer(&answer, err);
		return false;
	}
	if (!err)
		model_apply(&walk->model, op);
	count(walk, op, &answer, err);
	began = now();
	same = kernel_check(&walk->model) && kernel_check_log(op, &answer, err);
	walk->checking += now() - began;
	return same;
}

/* Now and then, and at the end, all goes away; what chance keeps is left alone then. */
static bool go(struct walk *walk)
{
	unsigned int tries = 0;

	while (walk->step < walk->operations) {
		if (!walk->clear && !pick_number(150)) {
			walk->clear = true;
			tries = 2 * walk->model.nr_ranges;
		}
		if (walk->clear && (!walk->model.nr_ranges || !tries--))
			walk->clear = false;
		if (!step(walk))
			return false;
	}
	walk->clear = true;
	for (tries = 4 * walk->model.nr_ranges; walk->model.nr_ranges && tries; tries--)
		if (!step(walk))
			return false;
	return true;
}

/* A walk that has not been everywhere proves less than it says. */
static bool been_everywhere(const struct walk *walk)
{
	static const int errnos[] = { 0, EINVAL, ERANGE, E2BIG, EEXIST, ENXIO, ENOENT, EBUSY,
				      ENOMEM, EOPNOTSUPP };
	bool all = true;
	size_t i;

	printf("walk: %u steps; %u large ranges; %u steps ended without a range; %u of %u times kernel memory stayed\n",
	       walk->step, walk->large, walk->empty, walk->stayed, walk->may_stay);
	for (i = 0; i < ERRNOS; i++)
		if (walk->errnos[i])
			printf("  %s %u\n", err_name(i), walk->errnos[i]);
	for (i = 0; i < OP_KINDS; i++)
		printf("  %s %u, %.1f s\n", kind_names[i], walk->kinds[i], walk->seconds[i]);
	printf("  comparing %.1f s\n", walk->checking);
	if (walk->stayed * CHANCE_MOST > walk->may_stay) {
		printf("walk: kernel memory stayed too often\n");
		all = false;
	}
	if (walk->operations < LONG_WALK)
		return all;
	for (i = 0; i < sizeof(errnos) / sizeof(errnos[0]); i++)
		if (!walk->errnos[errnos[i]]) {
			printf("walk: never saw %s\n", err_name(errnos[i]));
			all = false;
		}
	if (walk->large < LARGE_LEAST) {
		printf("walk: expected %u large ranges at the least\n", LARGE_LEAST);
		all = false;
	}
	return all;
}

static bool parse(int argc, char **argv, struct walk *walk)
{
	int i;

	for (i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--verbose"))
			walk->verbose = true;
		else if (!strcmp(argv[i], "--seed") && i + 1 < argc)
			walk->seed = strtoull(argv[++i], NULL, 0);
		else if (!strcmp(argv[i], "--operations") && i + 1 < argc)
			walk->operations = strtoul(argv[++i], NULL, 0);
		else
			return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	static struct walk walk = {
		.operations = LONG_WALK,
		.model = { .auto_online = WAY_OFFLINE },
	};

	walk.seed = time(NULL);
	if (!parse(argc, argv, &walk)) {
		fprintf(stderr, "usage: walk [--seed N] [--operations N] [--verbose]\n");
		return 2;
	}
	setvbuf(stdout, NULL, _IOLBF, 0);
	print_seed(&walk);
	pick_state = walk.seed;
	if (!kernel_start(&walk.model))
		return 2;
	if (!go(&walk)) {
		print_failure(&walk);
		return 1;
	}
	return been_everywhere(&walk) ? 0 : 1;
}
