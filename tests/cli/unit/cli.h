/* SPDX-License-Identifier: GPL-2.0 */
#ifndef TESTS_CLI_UNIT_CLI_H
#define TESTS_CLI_UNIT_CLI_H

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#endif
