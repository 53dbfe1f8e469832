// SPDX-License-Identifier: GPL-2.0-only
/* A guest program that works */
#include <stdio.h>

int main(void)
{
	puts("hello from the guest");
	return 0;
}
