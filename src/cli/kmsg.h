/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_KMSG_H
#define MMHP_CLI_KMSG_H

#include <stdbool.h>

struct kmsg {
	int fd;
};

int kmsg_open(struct kmsg *kmsg, const char *root, bool from_now);
int kmsg_each(struct kmsg *kmsg, void (*line)(const char *text, void *arg),
	      void *arg);
void kmsg_close(struct kmsg *kmsg);

#endif /* MMHP_CLI_KMSG_H */
