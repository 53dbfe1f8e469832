/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_SIGNALS_H
#define MMHP_CLI_SIGNALS_H

void signals_catch(unsigned int seconds);
int signals_caught(void);

#endif /* MMHP_CLI_SIGNALS_H */
