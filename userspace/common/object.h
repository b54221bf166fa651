/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The objects of the netlink family "sipmap" as C structures, and their way
 * from and to attributes. No system call here: a test can do without a kernel.
 */
#ifndef SIPMAP_COMMON_OBJECT_H
#define SIPMAP_COMMON_OBJECT_H

#include <net/if.h>
#include <linux/netlink.h>

#include "../../include/uapi/linux/sipmap.h"
#include "../../kmod/sip/endpoint.h"

/*
 * Every structure begins with "has": bit N stands for attribute number N of
 * the object (SIPMAP_HAS(SIPMAP_A_BINDING_PUBLIC)). What is read from a
 * message has the bits of the attributes that were there, every other field
 * is zero. What is sent contains the attributes whose bits are set.
 */
#define SIPMAP_HAS(attribute) (1u << (attribute))

/**
 * struct sipmap_knl_status - what the module says about itself
 * @has: attributes that are set, SIPMAP_A_STATUS_*
 * @version: version of the module
 * @enabled: 1 if it is at work in this network namespace
 * @agent: netlink port of the agent, 0 if there is none
 * @bindings: how many bindings there are
 * @bindings_max: the most there may be
 * @calls: how many calls there are
 * @calls_max: the most there may be
 * @warm: how many warm pairs wait for a call
 * @probes: how many probes are in flight
 */
struct sipmap_knl_status {
	u32 has;
	char version[64];
	u8 enabled;
	u32 agent;
	u32 bindings;
	u32 bindings_max;
	u32 calls;
	u32 calls_max;
	u32 warm;
	u32 probes;
};

/**
 * struct sipmap_knl_realm - one outside interface
 * @has: attributes that are set, SIPMAP_A_REALM_*
 * @ifindex: number of the interface
 * @name: name of the interface
 * @address: its address, that of every W; port 0
 * @static_address: configured public address; port 0
 * @public_address: measured public address; port 0
 * @mapping: one of enum sipmap_mapping
 * @verdict: a plain sentence about the NAT
 * @translates: 1 if this router itself translates here
 * @filtering: one of enum sipmap_filtering
 * @hairpin: one of enum sipmap_finding
 * @preserves: one of enum sipmap_finding: the NAT leaves ports as they are
 * @alters: one of enum sipmap_finding: something rewrites addresses
 * @nats: at least so many NATs behind this router
 * @lifetime: seconds that an idle mapping lives, 0: not known
 * @type: RFC 3489's name of the NAT
 * @test: one of enum sipmap_test, how far judging the NAT is
 * @step: a test and its result
 * @stun: one of enum sipmap_finding: a STUN server answers at this time
 * @address_ipv6: outside address over IPv6; family none where this router does
 *		  not translate there
 */
struct sipmap_knl_realm {
	u32 has;
	u32 ifindex;
	char name[IF_NAMESIZE];
	struct sipmap_endpoint address;
	struct sipmap_endpoint static_address;
	struct sipmap_endpoint public_address;
	u32 mapping;
	char verdict[256];
	u8 translates;
	u32 filtering;
	u32 hairpin;
	u32 preserves;
	u32 alters;
	u32 nats;
	u32 lifetime;
	char type[32];
	u32 test;
	char step[160];
	u32 stun;
	struct sipmap_endpoint address_ipv6;
};

/**
 * struct sipmap_knl_binding - I, W and P of one socket of a phone
 * @has: attributes that are set, SIPMAP_A_BINDING_*
 * @id: its number
 * @kind: one of enum sipmap_binding_kind
 * @state: one of enum sipmap_binding_state
 * @source: one of enum sipmap_source, where P is known from
 * @inside: I
 * @outside: W
 * @public_endpoint: P
 * @peer: who answered, usually the registrar
 * @ifindex: its realm
 * @expires: seconds left; not set: does not expire
 * @lease: seconds of registration left
 * @pair: id of the RTP or RTCP partner
 * @call: id of the call
 * @held: a message waits for P
 */
struct sipmap_knl_binding {
	u32 has;
	u32 id;
	u32 kind;
	u32 state;
	u32 source;
	struct sipmap_endpoint inside;
	struct sipmap_endpoint outside;
	struct sipmap_endpoint public_endpoint;
	struct sipmap_endpoint peer;
	u32 ifindex;
	u32 expires;
	u32 lease;
	u32 pair;
	u32 call;
	bool held;
};

/**
 * struct sipmap_knl_call - one call
 * @has: attributes that are set, SIPMAP_A_CALL_*
 * @id: its number
 * @call_id: value of Call-ID, cut at 127 bytes, a NUL after it; it may hold
 *	     any byte
 * @call_id_length: bytes in @call_id
 * @state: one of enum sipmap_call_state
 * @inbound: 1 if the INVITE came from outside
 * @inside: I of the signalling flow
 * @peer: far end of the signalling flow
 * @age: seconds since it began
 * @expires: seconds left
 * @streams: how many media bindings it has
 * @end: why it ended
 */
struct sipmap_knl_call {
	u32 has;
	u32 id;
	char call_id[128];
	u32 call_id_length;
	u32 state;
	u8 inbound;
	struct sipmap_endpoint inside;
	struct sipmap_endpoint peer;
	u32 age;
	u32 expires;
	u32 streams;
	char end[128];
};

/**
 * struct sipmap_knl_counter - one counter
 * @has: attributes that are set, SIPMAP_A_COUNTER_*
 * @name: what it counts
 * @value: how often it happened
 */
struct sipmap_knl_counter {
	u32 has;
	char name[64];
	u64 value;
};

/**
 * struct sipmap_knl_agent - how the agent wants its packets
 * @has: attributes that are set, SIPMAP_A_AGENT_*
 * @held_queue: number of the NFQUEUE for held messages
 * @caught_queue: number of the NFQUEUE for caught replies
 */
struct sipmap_knl_agent {
	u32 has;
	u16 held_queue;
	u16 caught_queue;
};

#define SIPMAP_KNL_PAYLOAD_MAX 512

/**
 * struct sipmap_knl_send - a packet the kernel sends for the agent
 * @has: attributes that are set, SIPMAP_A_SEND_*
 * @binding: id of the binding whose W is the source
 * @destination: where it goes
 * @payload: what follows the UDP header
 * @payload_length: bytes in @payload
 * @catch_reply: the payload is a STUN request whose answer the agent wants
 * @loose: that answer may come from anybody, and to any port of W's address
 */
struct sipmap_knl_send {
	u32 has;
	u32 binding;
	struct sipmap_endpoint destination;
	u8 payload[SIPMAP_KNL_PAYLOAD_MAX];
	u32 payload_length;
	bool catch_reply;
	bool loose;
};

/**
 * struct sipmap_knl_flush - what is thrown away
 * @has: attributes that are set, SIPMAP_A_FLUSH_*
 * @ifindex: only what belongs to this realm
 */
struct sipmap_knl_flush {
	u32 has;
	u32 ifindex;
};

/**
 * enum sipmap_knl_type - what an object is
 * @SIPMAP_KNL_NONE: an empty message, for instance of a dump request
 * @SIPMAP_KNL_STATUS: struct sipmap_knl_status
 * @SIPMAP_KNL_REALM: struct sipmap_knl_realm
 * @SIPMAP_KNL_BINDING: struct sipmap_knl_binding
 * @SIPMAP_KNL_CALL: struct sipmap_knl_call
 * @SIPMAP_KNL_COUNTER: struct sipmap_knl_counter
 * @SIPMAP_KNL_AGENT: struct sipmap_knl_agent
 * @SIPMAP_KNL_SEND: struct sipmap_knl_send
 * @SIPMAP_KNL_FLUSH: struct sipmap_knl_flush
 */
enum sipmap_knl_type {
	SIPMAP_KNL_NONE,
	SIPMAP_KNL_STATUS,
	SIPMAP_KNL_REALM,
	SIPMAP_KNL_BINDING,
	SIPMAP_KNL_CALL,
	SIPMAP_KNL_COUNTER,
	SIPMAP_KNL_AGENT,
	SIPMAP_KNL_SEND,
	SIPMAP_KNL_FLUSH,
};

/**
 * struct sipmap_knl_object - one message of the family
 * @command: one of SIPMAP_CMD_*
 * @type: which member of the union counts, one of enum sipmap_knl_type;
 *	  it follows from @command
 * @status: see the structure
 * @realm: see the structure
 * @binding: see the structure
 * @call: see the structure
 * @counter: see the structure
 * @agent: see the structure
 * @send: see the structure
 * @flush: see the structure
 */
struct sipmap_knl_object {
	u8 command;
	u8 type;
	union {
		struct sipmap_knl_status status;
		struct sipmap_knl_realm realm;
		struct sipmap_knl_binding binding;
		struct sipmap_knl_call call;
		struct sipmap_knl_counter counter;
		struct sipmap_knl_agent agent;
		struct sipmap_knl_send send;
		struct sipmap_knl_flush flush;
	};
};

enum sipmap_knl_type sipmap_knl_type_of(u8 command);
int sipmap_knl_parse(const struct nlmsghdr *message,
		     struct sipmap_knl_object *object);
int sipmap_knl_build(struct nlmsghdr *message, size_t size,
		     const struct sipmap_knl_object *object);

#endif /* SIPMAP_COMMON_OBJECT_H */
