// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file of the command that knows libre. Members of an array have no
 * key; the functions take NULL for it there.
 */
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "json.h"

/* before 2.0 libre's header leaves these to the compiler's command line */
#ifndef HAVE_INET6
#define HAVE_INET6 1
#endif
#ifndef HAVE_INTTYPES_H
#define HAVE_INTTYPES_H 1
#endif
#ifndef HAVE_STDBOOL_H
#define HAVE_STDBOOL_H 1
#endif

#include <re.h>

#define JSON_BUCKETS 32

static void json_check(int error)
{
	if (error)
		exit(sipmap_failed("out of memory; list less, or free some"));
}

/**
 * sipmap_json_new() - begin the outermost object
 *
 * Return: an empty object; sipmap_json_print() gives it back.
 */
struct odict *sipmap_json_new(void)
{
	struct odict *object;

	json_check(odict_alloc(&object, JSON_BUCKETS));
	return object;
}

static struct odict *json_add(struct odict *to, const char *key,
			      enum odict_type type)
{
	struct odict *member = sipmap_json_new();

	json_check(odict_entry_add(to, key ? key : "", type, member));
	mem_deref(member);	/* its parent holds it from now on */
	return member;
}

/**
 * sipmap_json_add_object() - add an empty object
 * @to: object or array
 * @key: its name; NULL in an array
 *
 * Return: the new object, which lives as long as @to.
 */
struct odict *sipmap_json_add_object(struct odict *to, const char *key)
{
	return json_add(to, key, ODICT_OBJECT);
}

/**
 * sipmap_json_add_array() - add an empty array
 * @to: object or array
 * @key: its name; NULL in an array
 *
 * Return: the new array, which lives as long as @to.
 */
struct odict *sipmap_json_add_array(struct odict *to, const char *key)
{
	return json_add(to, key, ODICT_ARRAY);
}

/**
 * sipmap_json_add_text() - add a string
 * @to: object or array
 * @key: its name; NULL in an array
 * @text: UTF-8
 */
void sipmap_json_add_text(struct odict *to, const char *key, const char *text)
{
	json_check(odict_entry_add(to, key ? key : "", ODICT_STRING, text));
}

/* Length of the UTF-8 character at @data (RFC 3629); 0 if there is none. */
static size_t json_utf8(const unsigned char *data, size_t length)
{
	size_t size = *data < 0x80 ? 1 : *data < 0xc2 ? 0 :
		      *data < 0xe0 ? 2 : *data < 0xf0 ? 3 :
		      *data < 0xf5 ? 4 : 0;
	size_t i;

	if (size > length)
		return 0;
	for (i = 1; i < size; i++)
		if ((data[i] & 0xc0) != 0x80)
			return 0;
	if ((*data == 0xe0 && data[1] < 0xa0) ||
	    (*data == 0xed && data[1] > 0x9f) ||
	    (*data == 0xf0 && data[1] < 0x90) ||
	    (*data == 0xf4 && data[1] > 0x8f))
		return 0;
	return size;
}

/**
 * sipmap_json_add_bytes() - add a string that came from the network
 * @to: object or array
 * @key: its name; NULL in an array
 * @data: any bytes
 * @length: how many
 *
 * JSON knows text only. A NUL, and a byte that is not part of a UTF-8
 * character, become "\xNN"; everything else stays what it is.
 */
void sipmap_json_add_bytes(struct odict *to, const char *key,
			   const char *data, size_t length)
{
	char *text = sipmap_grow(NULL, 4 * length + 1);
	size_t used = 0;
	size_t i = 0;

	while (i < length) {
		const unsigned char *byte = (const unsigned char *)data + i;
		size_t size = *byte ? json_utf8(byte, length - i) : 0;

		if (size) {
			memcpy(text + used, byte, size);
			used += size;
			i += size;
		} else {
			used += sprintf(text + used, "\\x%02x", *byte);
			i++;
		}
	}
	text[used] = '\0';
	sipmap_json_add_text(to, key, text);
	free(text);
}

/**
 * sipmap_json_add_number() - add a number
 * @to: object or array
 * @key: its name; NULL in an array
 * @value: what libre's encoder can hold: at most INT64_MAX, else cut to it
 */
void sipmap_json_add_number(struct odict *to, const char *key, uint64_t value)
{
	if (value > INT64_MAX)
		value = INT64_MAX;
	json_check(odict_entry_add(to, key ? key : "", ODICT_INT, value));
}

/**
 * sipmap_json_add_bool() - add true or false
 * @to: object or array
 * @key: its name; NULL in an array
 * @value: which
 */
void sipmap_json_add_bool(struct odict *to, const char *key, bool value)
{
	json_check(odict_entry_add(to, key ? key : "", ODICT_BOOL,
				   (int)value));
}

/**
 * sipmap_json_print() - print an object on a line, and give it back
 * @object: from sipmap_json_new()
 * @out: where to
 *
 * Return: exit status; a failure has been reported.
 */
int sipmap_json_print(struct odict *object, FILE *out)
{
	int error = re_fprintf(out, "%H\n", json_encode_odict, object) < 0;

	mem_deref(object);
	if (error || fflush(out))
		return sipmap_failed("output cannot be written; free space there");
	return SIPMAP_EXIT_OK;
}

/**
 * sipmap_json_finish() - print an object if it is complete, and give it back
 * @object: from sipmap_json_new()
 * @status: exit status of collecting what is in it
 *
 * Half a list looks like a list; so it is not printed.
 *
 * Return: exit status; a failure has been reported.
 */
int sipmap_json_finish(struct odict *object, int status)
{
	if (!status)
		return sipmap_json_print(object, stdout);
	mem_deref(object);
	return status;
}
