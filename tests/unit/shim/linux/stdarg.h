/* SPDX-License-Identifier: GPL-2.0-only */
/* Userspace stand-in for the kernel header of this name: va_list */
#pragma once

#include <stdarg.h>
