/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Media bindings of calls, and how many packets went through them. */
#ifndef SIPMAPCTL_MEDIA_H
#define SIPMAPCTL_MEDIA_H

#include "../common/object.h"

struct odict;
struct sipmap_table;

/**
 * struct sipmap_medium - one media binding
 * @binding: as the module says it
 * @counted: some flow of it has counters
 * @out: packets that the phone sent
 * @in: packets that it got
 */
struct sipmap_medium {
	struct sipmap_knl_binding binding;
	bool counted;
	u64 out;
	u64 in;
};

/**
 * struct sipmap_media - all of them
 * @medium: sorted by call, and then by number
 * @count: how many
 * @room: how many @medium can hold
 */
struct sipmap_media {
	struct sipmap_medium *medium;
	size_t count;
	size_t room;
};

int sipmap_media_read(struct sipmap_media *media);
void sipmap_media_show(const struct sipmap_media *media, struct odict *to,
		       u32 call);
void sipmap_media_add(const struct sipmap_media *media,
		      struct sipmap_table *table);
void sipmap_media_clean(struct sipmap_media *media);

#endif /* SIPMAPCTL_MEDIA_H */
