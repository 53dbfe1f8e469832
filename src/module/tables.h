/* SPDX-License-Identifier: GPL-2.0 */
/* The tables that debugfs shows */
#ifndef _MMHP_TABLES_H
#define _MMHP_TABLES_H

#include <linux/seq_file.h>

int mmhp_tables_ranges(struct seq_file *seq, void *unused);
int mmhp_tables_blocks(struct seq_file *seq, void *unused);
int mmhp_tables_features(struct seq_file *seq, void *unused);

#endif /* _MMHP_TABLES_H */
