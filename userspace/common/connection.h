/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What only the files behind knl.h know. */
#ifndef SIPMAP_COMMON_CONNECTION_H
#define SIPMAP_COMMON_CONNECTION_H

#include <libmnl/libmnl.h>

#include "knl.h"

/**
 * struct sipmap_knl - an open connection to the module
 * @requests: socket for requests and dumps; the kernel takes it for the agent
 * @events: socket for events, NULL if there is none
 * @family: number of the family
 * @group_id: number of the group "events"
 * @sequence: of the last request
 * @error: one line about the last failure
 */
struct sipmap_knl {
	struct mnl_socket *requests;
	struct mnl_socket *events;
	u16 family;
	u32 group_id;
	u32 sequence;
	char error[256];
};

int sipmap_knl_open_socket(struct mnl_socket **opened);

#endif /* SIPMAP_COMMON_CONNECTION_H */
