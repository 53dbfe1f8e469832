/* SPDX-License-Identifier: GPL-2.0 */
/* Transparent huge pages, which not all kernels have: PREEMPT_RT's do not. */
#ifndef MMHP_TEST_THP_H
#define MMHP_TEST_THP_H

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Returns false if the kernel has none; ends the program if it refuses @advice. */
static inline bool thp_advise(void *addr, size_t bytes, int advice)
{
	if (!madvise(addr, bytes, advice))
		return true;
	if (errno == EINVAL && access("/sys/kernel/mm/transparent_hugepage", F_OK))
		return false;
	perror("madvise");
	exit(2);
}

#endif
