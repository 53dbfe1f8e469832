/* SPDX-License-Identifier: GPL-2.0 */
/* The files in debugfs: control files and tables */
#ifndef _MMHP_DEBUGFS_H
#define _MMHP_DEBUGFS_H

void mmhp_debugfs_init(void);
void mmhp_debugfs_exit(void);

#endif /* _MMHP_DEBUGFS_H */
