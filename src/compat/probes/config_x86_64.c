// SPDX-License-Identifier: GPL-2.0
/* The altmap is known to be taken in whole leaves of the vmemmap on x86-64. */
#ifndef CONFIG_X86_64
#error "not x86-64"
#endif
