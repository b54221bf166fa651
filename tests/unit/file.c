// SPDX-License-Identifier: GPL-2.0-or-later
/* Whole files, and all files of a folder. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"

/*
 * file_read - read a file
 *
 * Return: its bytes, for free(); NULL if it cannot be read.
 */
char *file_read(const char *path, size_t *length)
{
	FILE *stream = fopen(path, "rb");
	char *data = NULL;
	long size = -1;

	if (stream && !fseek(stream, 0, SEEK_END))
		size = ftell(stream);
	if (size >= 0)
		data = malloc((size_t)size + 1);
	if (data) {
		rewind(stream);
		*length = fread(data, 1, (size_t)size, stream);
	}
	if (stream)
		fclose(stream);
	return data;
}

static int file_has_ending(const char *name, const char *ending)
{
	size_t length = strlen(name);

	return name[0] != '.' && length >= strlen(ending) &&
	       !strcmp(name + length - strlen(ending), ending);
}

/*
 * file_each - call a function for each file of a folder, sorted by name
 *
 * Return: how many files there were.
 */
size_t file_each(const char *folder, const char *ending, file_each_t each)
{
	struct dirent **entries;
	int total = scandir(folder, &entries, NULL, alphasort);
	size_t count = 0;
	int i;

	for (i = 0; i < total; i++) {
		const char *name = entries[i]->d_name;
		char path[4096];
		size_t length;
		char *data;

		snprintf(path, sizeof(path), "%s/%s", folder, name);
		data = file_has_ending(name, ending) ?
		       file_read(path, &length) : NULL;
		if (data) {
			each(path, name, data, length);
			count++;
		}
		free(data);
		free(entries[i]);
	}
	if (total >= 0)
		free(entries);
	return count;
}
