// SPDX-License-Identifier: GPL-2.0-only
/* A guest program that does not compile */
#error "as it should be"
