// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "table.h"

#define TABLE_GAP 2

/**
 * sipmap_table_init() - begin an empty table
 * @table: to be filled; sipmap_table_finish() gives back what it holds
 * @column: its columns, which must outlive the table
 * @columns: how many
 */
void sipmap_table_init(struct sipmap_table *table,
		       const struct sipmap_column *column, size_t columns)
{
	memset(table, 0, sizeof(*table));
	table->column = column;
	table->columns = columns;
}

/**
 * sipmap_table_add() - add the next cell, from left to right, row after row
 * @table: the table
 * @format: the cell's text; an empty one is shown as "-"
 */
void sipmap_table_add(struct sipmap_table *table, const char *format, ...)
{
	va_list arguments;
	char text[256];

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);

	if (table->cells == table->room) {
		table->room = table->room ? 2 * table->room : 64;
		table->cell = sipmap_grow(table->cell, table->room *
					  sizeof(*table->cell));
	}
	table->cell[table->cells] = sipmap_grow(NULL, strlen(text) + 2);
	strcpy(table->cell[table->cells++], *text ? text : "-");
}

static size_t table_width(const struct sipmap_table *table, size_t column)
{
	size_t width = strlen(table->column[column].title);
	size_t i;

	for (i = column; i < table->cells; i += table->columns) {
		size_t length = strlen(table->cell[i]);

		if (length > width)
			width = length;
	}
	return width;
}

static size_t table_total(const struct sipmap_table *table,
			  const size_t *widths, unsigned int rank)
{
	size_t total = 0;
	size_t i;

	for (i = 0; i < table->columns; i++)
		if (table->column[i].rank <= rank)
			total += widths[i] + (total ? TABLE_GAP : 0);
	return total;
}

static unsigned int table_highest(const struct sipmap_table *table)
{
	unsigned int highest = 0;
	size_t i;

	for (i = 0; i < table->columns; i++)
		if (table->column[i].rank > highest)
			highest = table->column[i].rank;
	return highest;
}

/* One row, or the titles where @row is NULL. No blanks at the end of a line. */
static void table_row(const struct sipmap_table *table, const size_t *widths,
		      unsigned int rank, char *const *row, FILE *out)
{
	size_t blanks = 0;
	size_t i;

	for (i = 0; i < table->columns; i++) {
		const struct sipmap_column *column = &table->column[i];
		const char *text = row ? row[i] : column->title;
		size_t pad = widths[i] - strlen(text);

		if (column->rank > rank)
			continue;
		blanks += column->right ? pad : 0;
		fprintf(out, "%*s%s", (int)blanks, "", text);
		blanks = TABLE_GAP + (column->right ? 0 : pad);
	}
	fputc('\n', out);
}

/* Even the columns that must be shown do not fit side by side: a line each. */
static void table_records(const struct sipmap_table *table, FILE *out)
{
	size_t longest = 0;
	size_t i;

	for (i = 0; i < table->columns; i++)
		if (strlen(table->column[i].title) > longest)
			longest = strlen(table->column[i].title);
	for (i = 0; i < table->cells; i++) {
		size_t column = i % table->columns;

		if (i && !column)
			fputc('\n', out);
		fprintf(out, "%-*s  %s\n", (int)longest,
			table->column[column].title, table->cell[i]);
	}
}

/*
 * Titles and rows. Columns that do not fit into @width, which is 0 for no
 * limit, are left out, those of the highest rank first. If what must be shown
 * does not fit either (IPv6 addresses), each row becomes a paragraph of lines.
 */
static void sipmap_table_print(const struct sipmap_table *table, size_t width,
			       FILE *out)
{
	size_t *widths = sipmap_grow(NULL, table->columns * sizeof(*widths));
	unsigned int rank = table_highest(table);
	size_t i;

	for (i = 0; i < table->columns; i++)
		widths[i] = table_width(table, i);
	while (width && rank && table_total(table, widths, rank) > width)
		rank--;

	if (width && table_total(table, widths, rank) > width) {
		table_records(table, out);
	} else {
		table_row(table, widths, rank, NULL, out);
		for (i = 0; i + table->columns <= table->cells;
		     i += table->columns)
			table_row(table, widths, rank, &table->cell[i], out);
	}
	free(widths);
}

static void sipmap_table_clean(struct sipmap_table *table)
{
	size_t i;

	for (i = 0; i < table->cells; i++)
		free(table->cell[i]);
	free(table->cell);
	sipmap_table_init(table, table->column, table->columns);
}

/**
 * sipmap_table_finish() - print a table if it is complete, and give it back
 * @table: empty afterwards
 * @options: whether it may be wide
 * @status: exit status of collecting what is in it
 *
 * Return: @status.
 */
int sipmap_table_finish(struct sipmap_table *table,
			const struct sipmap_options *options, int status)
{
	if (!status)
		sipmap_table_print(table, options->wide ? 0 :
				   SIPMAP_TABLE_WIDTH, stdout);
	sipmap_table_clean(table);
	return status;
}
