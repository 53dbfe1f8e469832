/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: a member of structures that nobody waits for here */
#pragma once

struct completion {
	unsigned int done;
};
