/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The agent's hands: requests to the module, and its two queues. */
#ifndef SIPMAP_SIPMAPD_KERNEL_H
#define SIPMAP_SIPMAPD_KERNEL_H

#include "agent.h"
#include "nfq.h"
#include "tally.h"
#include "upstream.h"
#include "../common/knl.h"

/**
 * struct sipmap_kernel - an open connection, of which the agent is the user
 * @knl: requests and events
 * @nfq: held messages and caught replies
 * @upstream: asks the router further out, or NULL; its owner sets it
 * @tally: counts what is sent and released; its owner sets it
 */
struct sipmap_kernel {
	struct sipmap_knl *knl;
	struct sipmap_nfq *nfq;
	struct sipmap_upstream *upstream;
	struct sipmap_tally *tally;
};

#define SIPMAP_KERNEL_ERROR 256

int sipmap_kernel_open(struct sipmap_kernel *kernel, u16 held_queue,
		       u16 caught_queue,
		       const struct sipmap_nfq_handlers *handlers, char *error);
void sipmap_kernel_close(struct sipmap_kernel *kernel);
void sipmap_kernel_operations(struct sipmap_kernel *kernel,
			      struct sipmap_agent_operations *operations,
			      struct sipmap_transport *transport);
int sipmap_kernel_dump(u8 command, sipmap_knl_object_t take, void *arg,
		       char *error);
u64 sipmap_kernel_hold_ms(void);
u64 sipmap_kernel_now(void);

#endif /* SIPMAP_SIPMAPD_KERNEL_H */
