// SPDX-License-Identifier: GPL-2.0-only
/* Request methods (RFC 3261 section 7.1 and those that extend it). */
#include "method.h"

#define SIPMAP_METHOD_ROW(name) \
	[SIPMAP_METHOD_##name] = { #name, sizeof(#name) - 1 }
static const struct {
	const char *name;
	u8 length;
} sipmap_methods[] = {
	SIPMAP_METHOD_ROW(OTHER),
	SIPMAP_METHOD_ROW(REGISTER),
	SIPMAP_METHOD_ROW(INVITE),
	SIPMAP_METHOD_ROW(ACK),
	SIPMAP_METHOD_ROW(BYE),
	SIPMAP_METHOD_ROW(CANCEL),
	SIPMAP_METHOD_ROW(OPTIONS),
	SIPMAP_METHOD_ROW(UPDATE),
	SIPMAP_METHOD_ROW(PRACK),
	SIPMAP_METHOD_ROW(REFER),
	SIPMAP_METHOD_ROW(NOTIFY),
	SIPMAP_METHOD_ROW(SUBSCRIBE),
	SIPMAP_METHOD_ROW(MESSAGE),
	SIPMAP_METHOD_ROW(INFO),
	SIPMAP_METHOD_ROW(PUBLISH),
};

/**
 * sipmap_method_find - which method a name means
 * @text: the name; methods are told apart by case
 * @length: bytes of @text
 *
 * Return: one of enum sipmap_method; SIPMAP_METHOD_OTHER if it is not known.
 */
enum sipmap_method sipmap_method_find(const char *text, size_t length)
{
	unsigned int i;

	for (i = SIPMAP_METHOD_OTHER + 1; i < ARRAY_SIZE(sipmap_methods); i++)
		if (sipmap_methods[i].length == length &&
		    sipmap_bytes_equal(sipmap_methods[i].name, text, length))
			return (enum sipmap_method)i;
	return SIPMAP_METHOD_OTHER;
}

/**
 * sipmap_method_name - the name of a method
 * @method: one of enum sipmap_method
 *
 * Return: the name; "OTHER" for one that is not known.
 */
const char *sipmap_method_name(enum sipmap_method method)
{
	if ((unsigned int)method >= ARRAY_SIZE(sipmap_methods))
		return sipmap_methods[SIPMAP_METHOD_OTHER].name;
	return sipmap_methods[method].name;
}
