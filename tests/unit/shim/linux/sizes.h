/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: sizes */
#pragma once

#define SZ_2M	0x00200000
#define SZ_16M	0x01000000
