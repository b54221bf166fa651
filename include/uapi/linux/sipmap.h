/* SPDX-License-Identifier: ((GPL-2.0 WITH Linux-syscall-note) OR BSD-3-Clause) */
/*
 * The generic netlink family "sipmap". The specification is
 * docs/netlink/sipmap.yaml; a test holds this file against it.
 *
 * Every operation's attributes are those of one object, at the top level of
 * the message. Endpoints are nested. All changes need CAP_NET_ADMIN in the
 * user namespace that owns the network namespace.
 */
#ifndef _UAPI_LINUX_SIPMAP_H
#define _UAPI_LINUX_SIPMAP_H

#define SIPMAP_FAMILY_NAME	"sipmap"
#define SIPMAP_FAMILY_VERSION	1
#define SIPMAP_MCGRP_EVENTS	"events"

/* what an endpoint is used for */
enum sipmap_binding_kind {
	SIPMAP_BINDING_SIGNALLING,
	SIPMAP_BINDING_RTP,
	SIPMAP_BINDING_RTCP,
};

/*
 * warm: a media pair of the pool, with no inside endpoint yet
 * pending: in use, its public endpoint not known yet
 * ready: its public endpoint is known
 * failed: the agent could not find its public endpoint
 */
enum sipmap_binding_state {
	SIPMAP_STATE_WARM,
	SIPMAP_STATE_PENDING,
	SIPMAP_STATE_READY,
	SIPMAP_STATE_FAILED,
};

/* where a public endpoint is known from, in order of trust */
enum sipmap_source {
	SIPMAP_SOURCE_NONE,
	SIPMAP_SOURCE_STATIC,
	SIPMAP_SOURCE_PCP,
	SIPMAP_SOURCE_STUN,
	SIPMAP_SOURCE_OBSERVED,
};

/* how the NAT in front of a realm maps (RFC 4787 section 4.1) */
enum sipmap_mapping {
	SIPMAP_MAPPING_UNKNOWN,
	SIPMAP_MAPPING_NONE,
	SIPMAP_MAPPING_ENDPOINT_INDEPENDENT,
	SIPMAP_MAPPING_ADDRESS_DEPENDENT,
	SIPMAP_MAPPING_ADDRESS_AND_PORT_DEPENDENT,
};

/* whom the NAT in front of a realm lets in (RFC 4787 section 5) */
enum sipmap_filtering {
	SIPMAP_FILTERING_UNKNOWN,
	SIPMAP_FILTERING_ENDPOINT_INDEPENDENT,
	SIPMAP_FILTERING_ADDRESS_DEPENDENT,
	SIPMAP_FILTERING_ADDRESS_AND_PORT_DEPENDENT,
};

/* what a test has shown */
enum sipmap_finding {
	SIPMAP_FINDING_UNKNOWN,
	SIPMAP_FINDING_NO,
	SIPMAP_FINDING_YES,
};

/*
 * asked: somebody wants the NAT in front of a realm to be judged now
 * step: the agent does so; STEP says what came out of one test
 * done: it has judged
 */
enum sipmap_test {
	SIPMAP_TEST_NONE,
	SIPMAP_TEST_ASKED,
	SIPMAP_TEST_STEP,
	SIPMAP_TEST_DONE,
};

enum sipmap_call_state {
	SIPMAP_CALL_EARLY,
	SIPMAP_CALL_CONFIRMED,
	SIPMAP_CALL_ENDED,
};

/* nested in SIPMAP_A_*_INSIDE and its like */
enum {
	SIPMAP_A_ENDPOINT_UNSPEC,
	SIPMAP_A_ENDPOINT_ADDRESS,	/* binary, 4 or 16 bytes */
	SIPMAP_A_ENDPOINT_PORT,		/* u16, big-endian */

	__SIPMAP_A_ENDPOINT_MAX,
	SIPMAP_A_ENDPOINT_MAX = __SIPMAP_A_ENDPOINT_MAX - 1
};

enum {
	SIPMAP_A_STATUS_UNSPEC,
	SIPMAP_A_STATUS_VERSION,	/* string */
	SIPMAP_A_STATUS_ENABLED,	/* u8 */
	SIPMAP_A_STATUS_AGENT,		/* u32, netlink port; 0: none */
	SIPMAP_A_STATUS_BINDINGS,	/* u32 */
	SIPMAP_A_STATUS_BINDINGS_MAX,	/* u32 */
	SIPMAP_A_STATUS_CALLS,		/* u32 */
	SIPMAP_A_STATUS_CALLS_MAX,	/* u32 */
	SIPMAP_A_STATUS_WARM,		/* u32, warm pairs whose P is known */
	SIPMAP_A_STATUS_PROBES,		/* u32, probes in flight */

	__SIPMAP_A_STATUS_MAX,
	SIPMAP_A_STATUS_MAX = __SIPMAP_A_STATUS_MAX - 1
};

enum {
	SIPMAP_A_REALM_UNSPEC,
	SIPMAP_A_REALM_IFINDEX,		/* u32 */
	SIPMAP_A_REALM_NAME,		/* string, the interface's name */
	SIPMAP_A_REALM_ADDRESS,		/* binary, outside address of W */
	SIPMAP_A_REALM_STATIC,		/* binary, static public address; all
					 * zero takes it back
					 */
	SIPMAP_A_REALM_PUBLIC,		/* binary, public address as measured */
	SIPMAP_A_REALM_MAPPING,		/* u32, enum sipmap_mapping */
	SIPMAP_A_REALM_VERDICT,		/* string, a plain sentence */
	SIPMAP_A_REALM_TRANSLATES,	/* u8, 1: this router translates here */
	SIPMAP_A_REALM_FILTERING,	/* u32, enum sipmap_filtering */
	SIPMAP_A_REALM_HAIRPIN,		/* u32, enum sipmap_finding: the NAT
					 * lets inside hosts reach each other
					 * by their public endpoints
					 */
	SIPMAP_A_REALM_PRESERVES,	/* u32, enum sipmap_finding: P has W's
					 * port
					 */
	SIPMAP_A_REALM_ALTERS,		/* u32, enum sipmap_finding: something
					 * on the way rewrites addresses
					 */
	SIPMAP_A_REALM_NATS,		/* u32, at least so many NATs behind
					 * this router
					 */
	SIPMAP_A_REALM_LIFETIME,	/* u32, s that an idle mapping lives;
					 * 0: not known
					 */
	SIPMAP_A_REALM_TYPE,		/* string, RFC 3489's name of the NAT */
	SIPMAP_A_REALM_TEST,		/* u32, enum sipmap_test; see below */
	SIPMAP_A_REALM_STEP,		/* string, a test and its result */
	SIPMAP_A_REALM_STUN,		/* u32, enum sipmap_finding: a STUN
					 * server answers at this time
					 */
	SIPMAP_A_REALM_ADDRESS_IPV6,	/* binary, outside address of W over
					 * IPv6, where this router translates
					 */

	__SIPMAP_A_REALM_MAX,
	SIPMAP_A_REALM_MAX = __SIPMAP_A_REALM_MAX - 1
};

enum {
	SIPMAP_A_BINDING_UNSPEC,
	SIPMAP_A_BINDING_ID,		/* u32 */
	SIPMAP_A_BINDING_KIND,		/* u32, enum sipmap_binding_kind */
	SIPMAP_A_BINDING_STATE,		/* u32, enum sipmap_binding_state */
	SIPMAP_A_BINDING_SOURCE,	/* u32, enum sipmap_source */
	SIPMAP_A_BINDING_INSIDE,	/* nest, I */
	SIPMAP_A_BINDING_OUTSIDE,	/* nest, W */
	SIPMAP_A_BINDING_PUBLIC,	/* nest, P */
	SIPMAP_A_BINDING_PEER,		/* nest, who answered there */
	SIPMAP_A_BINDING_IFINDEX,	/* u32, the realm */
	SIPMAP_A_BINDING_EXPIRES,	/* u32, s; absent: does not */
	SIPMAP_A_BINDING_LEASE,		/* u32, s of registration */
	SIPMAP_A_BINDING_PAIR,		/* u32, id of its partner */
	SIPMAP_A_BINDING_CALL,		/* u32, id of the call */
	SIPMAP_A_BINDING_HELD,		/* flag, a message waits for P */

	__SIPMAP_A_BINDING_MAX,
	SIPMAP_A_BINDING_MAX = __SIPMAP_A_BINDING_MAX - 1
};

enum {
	SIPMAP_A_CALL_UNSPEC,
	SIPMAP_A_CALL_ID,		/* u32 */
	SIPMAP_A_CALL_CALL_ID,		/* binary, cut at 127 bytes */
	SIPMAP_A_CALL_STATE,		/* u32, enum sipmap_call_state */
	SIPMAP_A_CALL_INBOUND,		/* u8, 1: INVITE from outside */
	SIPMAP_A_CALL_INSIDE,		/* nest, I that signals */
	SIPMAP_A_CALL_PEER,		/* nest, the far end of it */
	SIPMAP_A_CALL_AGE,		/* u32, seconds since it began */
	SIPMAP_A_CALL_EXPIRES,		/* u32, seconds left */
	SIPMAP_A_CALL_STREAMS,		/* u32, media bindings */
	SIPMAP_A_CALL_END,		/* string, why it ended */

	__SIPMAP_A_CALL_MAX,
	SIPMAP_A_CALL_MAX = __SIPMAP_A_CALL_MAX - 1
};

enum {
	SIPMAP_A_COUNTER_UNSPEC,
	SIPMAP_A_COUNTER_NAME,		/* string */
	SIPMAP_A_COUNTER_VALUE,		/* u64 */
	SIPMAP_A_COUNTER_PAD,

	__SIPMAP_A_COUNTER_MAX,
	SIPMAP_A_COUNTER_MAX = __SIPMAP_A_COUNTER_MAX - 1
};

enum {
	SIPMAP_A_AGENT_UNSPEC,
	SIPMAP_A_AGENT_HELD_QUEUE,	/* u16, NFQUEUE of held messages */
	SIPMAP_A_AGENT_CAUGHT_QUEUE,	/* u16, NFQUEUE of caught replies */

	__SIPMAP_A_AGENT_MAX,
	SIPMAP_A_AGENT_MAX = __SIPMAP_A_AGENT_MAX - 1
};

enum {
	SIPMAP_A_SEND_UNSPEC,
	SIPMAP_A_SEND_BINDING,		/* u32, its W is the source */
	SIPMAP_A_SEND_DESTINATION,	/* nest */
	SIPMAP_A_SEND_PAYLOAD,		/* binary, at most 512 bytes */
	SIPMAP_A_SEND_CATCH,		/* flag, STUN: catch the reply */
	SIPMAP_A_SEND_LOOSE,		/* flag, with CATCH: whoever sends it,
					 * and to whichever port of W's address
					 */

	__SIPMAP_A_SEND_MAX,
	SIPMAP_A_SEND_MAX = __SIPMAP_A_SEND_MAX - 1
};

enum {
	SIPMAP_A_FLUSH_UNSPEC,
	SIPMAP_A_FLUSH_IFINDEX,		/* u32, only this realm's */

	__SIPMAP_A_FLUSH_MAX,
	SIPMAP_A_FLUSH_MAX = __SIPMAP_A_FLUSH_MAX - 1
};

/*
 * STATUS_GET	do	status
 * REALM_GET	dump	realm
 * REALM_SET	do	realm: ifindex or name names it; creates or changes.
 *			With TEST it changes nothing, and is only told, with
 *			STEP, to whoever listens
 * REALM_DEL	do	realm: ifindex or name; its bindings go too
 * BINDING_GET	do, dump	binding: do by id, inside or outside
 * BINDING_NEW	do	binding: ifindex; makes a warm pair, answers with the
 *			RTP binding (its PAIR names the RTCP one)
 * BINDING_SET	do	binding: id, inside or outside names it; PUBLIC and
 *			SOURCE give P; STATE failed says that there is none;
 *			source static with an INSIDE nobody has creates it
 * BINDING_DEL	do	binding: id, inside or outside; with a source, only a
 *			P from that source is taken back
 * CALL_GET	dump	call
 * COUNTER_GET	dump	counter
 * AGENT_SET	do	agent: the sender becomes the agent until its socket
 *			is closed
 * SEND		do	send
 * FLUSH	do	flush: all bindings and calls
 *
 * Notifications in the group "events": REALM_NTF, BINDING_NTF,
 * BINDING_DEL_NTF, CALL_NTF, CALL_DEL_NTF, with the object's attributes.
 */
enum {
	SIPMAP_CMD_UNSPEC,
	SIPMAP_CMD_STATUS_GET,
	SIPMAP_CMD_REALM_GET,
	SIPMAP_CMD_REALM_SET,
	SIPMAP_CMD_REALM_DEL,
	SIPMAP_CMD_BINDING_GET,
	SIPMAP_CMD_BINDING_NEW,
	SIPMAP_CMD_BINDING_SET,
	SIPMAP_CMD_BINDING_DEL,
	SIPMAP_CMD_CALL_GET,
	SIPMAP_CMD_COUNTER_GET,
	SIPMAP_CMD_AGENT_SET,
	SIPMAP_CMD_SEND,
	SIPMAP_CMD_FLUSH,
	SIPMAP_CMD_REALM_NTF,
	SIPMAP_CMD_BINDING_NTF,
	SIPMAP_CMD_BINDING_DEL_NTF,
	SIPMAP_CMD_CALL_NTF,
	SIPMAP_CMD_CALL_DEL_NTF,

	__SIPMAP_CMD_MAX,
	SIPMAP_CMD_MAX = __SIPMAP_CMD_MAX - 1
};

#endif /* _UAPI_LINUX_SIPMAP_H */
