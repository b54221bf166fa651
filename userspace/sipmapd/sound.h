/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Do the media of a call flow, and in which directions? Conntrack knows: it has
 * seen packets of a flow in the other direction, or it has not.
 */
#ifndef SIPMAP_SIPMAPD_SOUND_H
#define SIPMAP_SIPMAPD_SOUND_H

#include <linux/netlink.h>

#include "../../kmod/sip/endpoint.h"

/**
 * struct sipmap_sound - one stream of media, and what was seen of it
 * @call: id of the call
 * @inside: I
 * @outside: W
 * @out: packets came from the phone
 * @in: packets came to the phone
 * @counted: conntrack counts packets (sysctl nf_conntrack_acct)
 * @packets_out: how many from the phone
 * @packets_in: how many to the phone
 */
struct sipmap_sound {
	u32 call;
	struct sipmap_endpoint inside;
	struct sipmap_endpoint outside;
	bool out;
	bool in;
	bool counted;
	u64 packets_out;
	u64 packets_in;
};

bool sipmap_sound_read(struct sipmap_sound *sounds, size_t count);
void sipmap_sound_take(struct sipmap_sound *sounds, size_t count,
		       const struct nlmsghdr *message);

#endif /* SIPMAP_SIPMAPD_SOUND_H */
