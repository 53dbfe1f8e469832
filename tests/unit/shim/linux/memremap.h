/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: a member of structures that have no memmap here */
#pragma once

struct vmem_altmap {
	unsigned long base_pfn, free;
};
