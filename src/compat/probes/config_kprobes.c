// SPDX-License-Identifier: GPL-2.0
/* How functions that are not exported are found */
#if !defined(CONFIG_KPROBES) || !defined(CONFIG_KALLSYMS)
#error "no kprobes or no kallsyms"
#endif
