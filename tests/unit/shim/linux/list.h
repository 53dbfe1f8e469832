/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: a member of structures that are not listed here */
#pragma once

struct list_head {
	struct list_head *next, *prev;
};
