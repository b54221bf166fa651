/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text in columns that fits a terminal. */
#ifndef SIPMAPCTL_TABLE_H
#define SIPMAPCTL_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "command.h"

#define SIPMAP_TABLE_WIDTH 80

/**
 * struct sipmap_column - one column of a table
 * @title: what stands above it
 * @rank: 0 is always shown; of the others the highest goes first where the
 *	  table is too wide
 * @right: align to the right, for numbers
 */
struct sipmap_column {
	const char *title;
	unsigned int rank;
	bool right;
};

/**
 * struct sipmap_table - rows of text cells
 * @column: the columns; kept, not copied
 * @columns: how many of them
 * @cell: cells, row by row; each allocated
 * @cells: how many of them
 * @room: how many @cell can hold
 */
struct sipmap_table {
	const struct sipmap_column *column;
	size_t columns;
	char **cell;
	size_t cells;
	size_t room;
};

void sipmap_table_init(struct sipmap_table *table,
		       const struct sipmap_column *column, size_t columns);
void sipmap_table_add(struct sipmap_table *table, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
int sipmap_table_finish(struct sipmap_table *table,
			const struct sipmap_options *options, int status);

#endif /* SIPMAPCTL_TABLE_H */
