/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: the multiplier */
#pragma once

#define GOLDEN_RATIO_64	0x61C8864680B583EBull
