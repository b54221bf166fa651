/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Objects and arrays to be printed as JSON. */
#ifndef SIPMAPCTL_JSON_H
#define SIPMAPCTL_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* An object or an array: libre's ordered dictionary. */
struct odict;

struct odict *sipmap_json_new(void);
struct odict *sipmap_json_add_object(struct odict *to, const char *key);
struct odict *sipmap_json_add_array(struct odict *to, const char *key);
void sipmap_json_add_text(struct odict *to, const char *key, const char *text);
void sipmap_json_add_bytes(struct odict *to, const char *key,
			   const char *data, size_t length);
void sipmap_json_add_number(struct odict *to, const char *key, uint64_t value);
void sipmap_json_add_bool(struct odict *to, const char *key, bool value);
int sipmap_json_print(struct odict *object, FILE *out);
int sipmap_json_finish(struct odict *object, int status);

#endif /* SIPMAPCTL_JSON_H */
