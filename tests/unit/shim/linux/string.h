/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: str*() and mem*() are the same */
#pragma once

#include <string.h>
