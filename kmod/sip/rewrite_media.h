/* SPDX-License-Identifier: GPL-2.0-only */
/* What the rules about session descriptions share. */
#ifndef SIPMAP_SIP_REWRITE_MEDIA_H
#define SIPMAP_SIP_REWRITE_MEDIA_H

#include "rewrite.h"
#include "sdp.h"

/* the longest line end */
#define SIPMAP_SDP_END_MAX 2

/* sdp_line.c */
void sipmap_sdp_replace_address(struct sipmap_rewrite *rewrite,
				const struct sipmap_sdp_address *old,
				const struct sipmap_endpoint *to);
size_t sipmap_sdp_print(const struct sipmap_endpoint *to, char *text);
void sipmap_sdp_insert(struct sipmap_rewrite *rewrite,
		       const struct sipmap_sdp_media *media, u16 place,
		       char *text, size_t length);

/* rewrite_attribute.c */
void sipmap_sdp_rewrite_attributes(struct sipmap_rewrite *rewrite,
				   const struct sipmap_sdp_media *media,
				   const struct sipmap_endpoint *from,
				   const struct sipmap_endpoint *to);

/* rewrite_candidate.c */
bool sipmap_sdp_ice_is_phones(const struct sipmap_rewrite *rewrite,
			      const struct sipmap_sdp_media *media);
bool sipmap_sdp_ice_allows(const struct sipmap_rewrite *rewrite,
			   const struct sipmap_sdp_media *media,
			   const struct sipmap_endpoint *from,
			   const struct sipmap_endpoint *to);
void sipmap_sdp_add_candidates(struct sipmap_rewrite *rewrite,
			       const struct sipmap_sdp_media *media,
			       const struct sipmap_endpoint *from,
			       const struct sipmap_endpoint *to);

#endif /* SIPMAP_SIP_REWRITE_MEDIA_H */
