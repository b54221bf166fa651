// SPDX-License-Identifier: GPL-2.0-only
/* What names a dialog, and a transaction: looked for when somebody asks. */
#include "address.h"
#include "dialog.h"
#include "param.h"

static struct sipmap_span sipmap_tag(const char *data,
				     struct sipmap_span value)
{
	struct sipmap_cursor cursor = sipmap_cursor_in(data, value);
	struct sipmap_span none = { 0, 0 };
	struct sipmap_address address;
	struct sipmap_param param;

	if (sipmap_address_next(&cursor, &address) &&
	    SIPMAP_PARAM_FIND(data, address.params, "tag", &param))
		return param.value;
	return none;
}

/**
 * sipmap_dialog_tag - the tag of one end of a dialog (RFC 3261 section 19.3)
 * @message: the message, parsed
 * @id: SIPMAP_HEADER_FROM or SIPMAP_HEADER_TO
 *
 * Return: the tag; empty where there is none, as in To outside a dialog.
 */
struct sipmap_span sipmap_dialog_tag(const struct sipmap_message *message,
				     unsigned int id)
{
	struct sipmap_span tag = { 0, 0 };
	unsigned int i;

	for (i = 0; i < message->header_count; i++)
		if (message->header[i].id == id)
			tag = sipmap_tag(message->data,
					 message->header[i].value);
	return tag;
}

/**
 * sipmap_dialog_branch - what names a transaction (RFC 3261 section 17.1.3)
 * @message: the message, parsed
 *
 * Return: branch of the topmost Via; empty where there is none.
 */
struct sipmap_span sipmap_dialog_branch(const struct sipmap_message *message)
{
	struct sipmap_span none = { 0, 0 };
	struct sipmap_cursor cursor;
	struct sipmap_param param;
	unsigned int i = 0;

	while (i < message->header_count &&
	       message->header[i].id != SIPMAP_HEADER_VIA)
		i++;
	if (i == message->header_count)
		return none;
	cursor = sipmap_cursor_in(message->data, message->header[i].value);
	/* no sent-by has a semicolon, nor a comma */
	sipmap_cursor_skip_to_either(&cursor, ';', ',');
	while (sipmap_param_next(&cursor, &param))
		if (SIPMAP_SPAN_IS(message->data, param.name, "branch"))
			return param.value;
	return none;
}
