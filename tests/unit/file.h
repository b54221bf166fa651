/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole files, and all files of a folder. */
#ifndef SIPMAP_FILE_H
#define SIPMAP_FILE_H

#include <stddef.h>

typedef void (*file_each_t)(const char *path, const char *name,
			    const char *data, size_t length);

char *file_read(const char *path, size_t *length);
size_t file_each(const char *folder, const char *ending, file_each_t each);

#endif /* SIPMAP_FILE_H */
