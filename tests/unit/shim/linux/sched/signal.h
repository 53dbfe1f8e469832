/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: a signal when the test wants one */
#pragma once

#include "memory.h"

#define current	NULL
#define signal_pending(task)	((void)(task), memory_signal())
