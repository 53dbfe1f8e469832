/* SPDX-License-Identifier: GPL-2.0 */
/* The control files and the module's defaults */
#ifndef _MMHP_CONTROL_H
#define _MMHP_CONTROL_H

int mmhp_control_init(void);
void mmhp_control_exit(void);

#endif /* _MMHP_CONTROL_H */
