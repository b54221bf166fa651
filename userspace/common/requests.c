// SPDX-License-Identifier: GPL-2.0-or-later
/* The requests of the family, one function each. */
#include "knl.h"

static int binding_request(struct sipmap_knl *knl, u8 command,
			   const struct sipmap_knl_binding *request,
			   struct sipmap_knl_binding *answer)
{
	struct sipmap_knl_object object = {
		.command = command,
		.binding = *request,
	};
	struct sipmap_knl_object result;
	int err = sipmap_knl_request(knl, &object, &result);

	if (!err && answer)
		*answer = result.binding;
	return err;
}

/**
 * sipmap_knl_status_get - what the module says about itself
 * @knl: the connection
 * @status: filled in
 *
 * Return: 0 or a negative errno.
 */
int sipmap_knl_status_get(struct sipmap_knl *knl,
			  struct sipmap_knl_status *status)
{
	struct sipmap_knl_object request = { .command = SIPMAP_CMD_STATUS_GET };
	struct sipmap_knl_object answer;
	int err = sipmap_knl_request(knl, &request, &answer);

	if (!err)
		*status = answer.status;
	return err;
}

/**
 * sipmap_knl_realm_set - make or change a realm
 * @knl: the connection
 * @realm: named by interface number or name; what its "has" leaves out stays
 *
 * Return: 0 or a negative errno.
 */
int sipmap_knl_realm_set(struct sipmap_knl *knl,
			 const struct sipmap_knl_realm *realm)
{
	struct sipmap_knl_object request = {
		.command = SIPMAP_CMD_REALM_SET,
		.realm = *realm,
	};

	return sipmap_knl_request(knl, &request, NULL);
}

/**
 * sipmap_knl_realm_del - forget a realm and its bindings
 * @knl: the connection
 * @ifindex: number of its interface
 *
 * Return: 0 or a negative errno.
 */
int sipmap_knl_realm_del(struct sipmap_knl *knl, u32 ifindex)
{
	struct sipmap_knl_object request = {
		.command = SIPMAP_CMD_REALM_DEL,
		.realm = {
			.has = SIPMAP_HAS(SIPMAP_A_REALM_IFINDEX),
			.ifindex = ifindex,
		},
	};

	return sipmap_knl_request(knl, &request, NULL);
}

/**
 * sipmap_knl_binding_get - read one binding
 * @knl: the connection
 * @which: names it by id, inside or outside endpoint
 * @binding: filled in
 *
 * Return: 0, -ENOENT if there is none, or another negative errno.
 */
int sipmap_knl_binding_get(struct sipmap_knl *knl,
			   const struct sipmap_knl_binding *which,
			   struct sipmap_knl_binding *binding)
{
	return binding_request(knl, SIPMAP_CMD_BINDING_GET, which, binding);
}

/**
 * sipmap_knl_binding_new - make a warm pair
 * @knl: the connection
 * @ifindex: realm it is for
 * @binding: the RTP binding; its pair is the RTCP binding
 *
 * Return: 0 or a negative errno.
 */
int sipmap_knl_binding_new(struct sipmap_knl *knl, u32 ifindex,
			   struct sipmap_knl_binding *binding)
{
	struct sipmap_knl_binding request = {
		.has = SIPMAP_HAS(SIPMAP_A_BINDING_IFINDEX),
		.ifindex = ifindex,
	};

	return binding_request(knl, SIPMAP_CMD_BINDING_NEW, &request, binding);
}

/**
 * sipmap_knl_binding_set - change a binding
 * @knl: the connection
 * @binding: names it, and has what changes
 *
 * Return: 0, -ENOENT if there is none, or another negative errno.
 */
int sipmap_knl_binding_set(struct sipmap_knl *knl,
			   const struct sipmap_knl_binding *binding)
{
	return binding_request(knl, SIPMAP_CMD_BINDING_SET, binding, NULL);
}

/**
 * sipmap_knl_binding_del - forget a binding, or only its static P
 * @knl: the connection
 * @which: names it; with source static only the static P is taken back; with
 *         state warm it goes only if it is a pair that no call has
 *
 * Return: 0, -ENOENT if there is none, or another negative errno.
 */
int sipmap_knl_binding_del(struct sipmap_knl *knl,
			   const struct sipmap_knl_binding *which)
{
	return binding_request(knl, SIPMAP_CMD_BINDING_DEL, which, NULL);
}

/**
 * sipmap_knl_agent_set - become the agent until the connection is closed
 * @knl: the connection
 * @held_queue: NFQUEUE for held messages
 * @caught_queue: NFQUEUE for caught replies
 *
 * Return: 0, -EBUSY if there is an agent already, or another negative errno.
 */
int sipmap_knl_agent_set(struct sipmap_knl *knl, u16 held_queue,
			 u16 caught_queue)
{
	struct sipmap_knl_object request = {
		.command = SIPMAP_CMD_AGENT_SET,
		.agent = {
			.has = SIPMAP_HAS(SIPMAP_A_AGENT_HELD_QUEUE) |
			       SIPMAP_HAS(SIPMAP_A_AGENT_CAUGHT_QUEUE),
			.held_queue = held_queue,
			.caught_queue = caught_queue,
		},
	};

	return sipmap_knl_request(knl, &request, NULL);
}

/**
 * sipmap_knl_send - have the kernel send a packet from a binding's W
 * @knl: the connection
 * @send: binding, destination and payload
 *
 * Return: 0 or a negative errno.
 */
int sipmap_knl_send(struct sipmap_knl *knl, const struct sipmap_knl_send *send)
{
	struct sipmap_knl_object request = {
		.command = SIPMAP_CMD_SEND,
		.send = *send,
	};

	return sipmap_knl_request(knl, &request, NULL);
}

/**
 * sipmap_knl_flush - forget all bindings and calls
 * @knl: the connection
 * @ifindex: only this realm's; 0: all
 *
 * Return: 0 or a negative errno.
 */
int sipmap_knl_flush(struct sipmap_knl *knl, u32 ifindex)
{
	struct sipmap_knl_object request = {
		.command = SIPMAP_CMD_FLUSH,
		.flush = {
			.has = ifindex ? SIPMAP_HAS(SIPMAP_A_FLUSH_IFINDEX) : 0,
			.ifindex = ifindex,
		},
	};

	return sipmap_knl_request(knl, &request, NULL);
}
