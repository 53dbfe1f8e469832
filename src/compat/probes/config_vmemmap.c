// SPDX-License-Identifier: GPL-2.0
/* A memmap can be hosted elsewhere only where it is mapped virtually. */
#ifndef CONFIG_SPARSEMEM_VMEMMAP
#error "no vmemmap"
#endif
