// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A request that comes back to another phone of the same router: the other one
 * must be told to send media to where the first one wants them.
 */
#include <string.h>

#include "hairpin.h"

static const struct sipmap_endpoint other_inside = {
	.family = SIPMAP_FAMILY_IPV4, .address = { 192, 168, 1, 99 },
	.port = 5060,
};

static const struct sipmap_endpoint other_public = {
	.family = SIPMAP_FAMILY_IPV4, .address = { 203, 0, 113, 99 },
	.port = 5060,
};

static struct sipmap_message before;
static struct sipmap_message after;

static bool media_of(const struct sipmap_message *message, unsigned int sdp,
		     unsigned int number, struct sipmap_endpoint *rtp,
		     struct sipmap_endpoint *rtcp)
{
	const struct sipmap_sdp *description = &message->sdp[sdp];
	const struct sipmap_sdp_media *media;

	FUZZ_HOLDS(number < description->media_count);
	media = &message->media[description->media + number];
	if (!sipmap_sdp_rtp(&description->session, media, rtp))
		return false;
	if (!sipmap_sdp_rtcp_endpoint(media, rtp, rtcp))
		rtcp->family = SIPMAP_FAMILY_NONE;
	return true;
}

static void check_media(const struct phone *phone, unsigned int sdp,
			unsigned int number)
{
	struct sipmap_endpoint rtp;
	struct sipmap_endpoint rtcp;
	struct sipmap_endpoint rtp_after;
	struct sipmap_endpoint rtcp_after;

	if (!media_of(&before, sdp, number, &rtp, &rtcp) ||
	    !sipmap_endpoint_same_address(&rtp, &phone->view.inside))
		return;
	FUZZ_HOLDS(media_of(&after, sdp, number, &rtp_after, &rtcp_after));
	FUZZ_HOLDS(sipmap_endpoint_equal(&rtp, &rtp_after));
	/* where there was none, it does not matter */
	FUZZ_HOLDS(!rtcp.family || sipmap_endpoint_equal(&rtcp, &rtcp_after));
}

/**
 * hairpin_check - let a request come back to another phone
 * @phone: who has sent it
 * @out: what became of it on its way out
 */
void hairpin_check(const struct phone *phone, const struct fuzz_result *out)
{
	struct sipmap_view view = phone->view;
	struct fuzz_result in;
	unsigned int number;
	unsigned int sdp;

	if (out->reason != SIPMAP_REASON_REWRITTEN || out->facts.left ||
	    phone->tells || !view.settings.hairpin)
		return;
	view.direction = SIPMAP_IN;
	view.inside = other_inside;
	view.public_endpoint = other_public;
	view.written = 0;
	oracle_rewrite(&view, out->out, out->out_length, &in);
	FUZZ_HOLDS(sipmap_message_parse(&before, phone->request.data,
					phone->request.length) ==
		   SIPMAP_REASON_UNCHANGED);
	FUZZ_HOLDS(sipmap_message_parse(&after, in.out, in.out_length) ==
		   SIPMAP_REASON_UNCHANGED);
	FUZZ_HOLDS(before.sdp_count == after.sdp_count);
	for (sdp = 0; sdp < before.sdp_count; sdp++)
		for (number = 0; number < before.sdp[sdp].media_count; number++)
			check_media(phone, sdp, number);
	oracle_free(&in);
}
