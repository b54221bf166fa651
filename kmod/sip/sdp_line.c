// SPDX-License-Identifier: GPL-2.0-only
/* Addresses and lines of a session description, changed and added. */
#include "rewrite_media.h"

/**
 * sipmap_sdp_replace_address - note a replacement by an address
 * @rewrite: the plan in the making
 * @old: what is replaced
 * @to: the new address
 */
void sipmap_sdp_replace_address(struct sipmap_rewrite *rewrite,
				const struct sipmap_sdp_address *old,
				const struct sipmap_endpoint *to)
{
	if (old->endpoint.family != to->family)
		sipmap_replace(rewrite, old->type,
			       to->family == SIPMAP_FAMILY_IPV4 ? "IP4" : "IP6",
			       3);
	if (!sipmap_endpoint_same_address(&old->endpoint, to))
		sipmap_replace_address(rewrite, old->text, to, false);
}

/**
 * sipmap_sdp_print - write an address as c= has it
 * @to: the address
 * @text: room for "IN IP6 " and SIPMAP_ENDPOINT_TEXT_MAX bytes
 *
 * Return: how many bytes were written.
 */
size_t sipmap_sdp_print(const struct sipmap_endpoint *to, char *text)
{
	bool ipv4 = to->family == SIPMAP_FAMILY_IPV4;

	memcpy(text, ipv4 ? "IN IP4 " : "IN IP6 ", 7);
	return 7 + sipmap_endpoint_print_address(to, false, text + 7);
}

/**
 * sipmap_sdp_insert - note the insertion of a line
 * @rewrite: the plan in the making
 * @media: the media description that it goes to
 * @place: offset of where it goes
 * @text: the line, with room for SIPMAP_SDP_END_MAX bytes before and behind it
 * @length: bytes of the line alone
 *
 * The line before it, if it is the last of the description, may be without a
 * line end; then the new one is.
 */
void sipmap_sdp_insert(struct sipmap_rewrite *rewrite,
		       const struct sipmap_sdp_media *media, u16 place,
		       char *text, size_t length)
{
	bool unended = rewrite->message->data[place - 1] != '\n';
	size_t end_length = media->lf_only ? 1 : 2;
	struct sipmap_span nothing = { place, 0 };
	char *end;

	text += SIPMAP_SDP_END_MAX;
	end = text + length;
	if (unended) {
		text -= end_length;
		end = text;
	}
	if (!media->lf_only)
		*end++ = '\r';
	*end = '\n';
	length += end_length;
	sipmap_replace(rewrite, nothing, text, length);
}
