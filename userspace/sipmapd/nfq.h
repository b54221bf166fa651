/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The two queues: messages that the module holds, replies that it caught. */
#ifndef SIPMAP_SIPMAPD_NFQ_H
#define SIPMAP_SIPMAPD_NFQ_H

#include <stddef.h>

#include "../../kmod/sip/base.h"

struct sipmap_nfq;

/**
 * struct sipmap_nfq_handlers - what to do with packets
 * @held: a message waits to leave through an interface; sipmap_nfq_release()
 *	  lets it go on
 * @caught: a reply, a whole IP packet; it goes no further
 * @arg: for both
 */
struct sipmap_nfq_handlers {
	void (*held)(void *arg, u32 packet, u32 ifindex);
	void (*caught)(void *arg, const u8 *packet, size_t length);
	void *arg;
};

int sipmap_nfq_open(struct sipmap_nfq **nfq, u16 held_queue, u16 caught_queue,
		    const struct sipmap_nfq_handlers *handlers);
void sipmap_nfq_close(struct sipmap_nfq *nfq);
int sipmap_nfq_fd(const struct sipmap_nfq *nfq);
void sipmap_nfq_read(struct sipmap_nfq *nfq);
void sipmap_nfq_release(struct sipmap_nfq *nfq, u32 packet);

#endif /* SIPMAP_SIPMAPD_NFQ_H */
