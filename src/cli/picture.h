/* SPDX-License-Identifier: GPL-2.0 */
#ifndef MMHP_CLI_PICTURE_H
#define MMHP_CLI_PICTURE_H

#include <stdbool.h>

#include "extents.h"

/**
 * struct picture - how the map is drawn
 * @utf8: with characters that ASCII does not have
 * @color: with colours
 * @columns: width of the terminal
 */
struct picture {
	bool utf8;
	bool color;
	unsigned int columns;
};

void picture_print(const struct picture *picture, const struct extents *extents,
		   uint64_t block_size);
const char *picture_color(enum extent_kind kind);

#endif /* MMHP_CLI_PICTURE_H */
