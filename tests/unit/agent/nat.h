/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A simulated outside: a NAT of any mapping behaviour and STUN servers of any
 * honesty behind it, a clock that only moves when told. No network, no sleep.
 */
#ifndef SIPMAP_TESTS_AGENT_NAT_H
#define SIPMAP_TESTS_AGENT_NAT_H

#include "../../../include/uapi/linux/sipmap.h"
#include "../../../userspace/sipmapd/probe.h"

#define NAT_SERVERS 8
#define NAT_MAPPINGS 256
#define NAT_OPENED 1024
#define NAT_REPLIES 256
#define NAT_BINDINGS 128
#define NAT_SENT 16384
#define NAT_ROUND_TRIP 40
#define NAT_PORT_IGNORED 99

/**
 * enum nat_server_kind - how a STUN server answers
 * @NAT_HONEST: as it should
 * @NAT_PLAIN: with MAPPED-ADDRESS only, as RFC 3489 has it
 * @NAT_SILENT: not at all
 * @NAT_REFUSES: with an error response
 * @NAT_EMPTY: with a success response that says nothing
 * @NAT_FICKLE: with another port each time
 * @NAT_PRIVATE: with an address of a private network
 * @NAT_ALTERED: honestly, but MAPPED-ADDRESS was rewritten on the way
 * @NAT_MISSENT: from another port than the one that was asked
 */
enum nat_server_kind {
	NAT_HONEST,
	NAT_PLAIN,
	NAT_SILENT,
	NAT_REFUSES,
	NAT_EMPTY,
	NAT_FICKLE,
	NAT_PRIVATE,
	NAT_ALTERED,
	NAT_MISSENT,
};

/**
 * enum nat_change - what a STUN server does about CHANGE-REQUEST
 * @NAT_CHANGE_OBEYED: it answers from there
 * @NAT_CHANGE_IGNORED: it answers from where it was asked
 * @NAT_CHANGE_DROPPED: it does not answer
 * @NAT_CHANGE_REFUSED: it says that it does not know it
 * @NAT_CHANGE_PORT_ONLY: it answers from the other port, never from the other
 *			  address
 */
enum nat_change {
	NAT_CHANGE_OBEYED,
	NAT_CHANGE_IGNORED,
	NAT_CHANGE_DROPPED,
	NAT_CHANGE_REFUSED,
	NAT_CHANGE_PORT_ONLY,
};

/**
 * struct nat_server - one address and port that answers
 * @endpoint: where
 * @other: its OTHER-ADDRESS, family none: it sends none
 * @kind: one of enum nat_server_kind
 * @change: one of enum nat_change
 * @response_port: length of the RESPONSE-PORT that it knows, 0: it refuses it,
 *		   NAT_PORT_IGNORED: it answers to whoever asked
 */
struct nat_server {
	struct sipmap_endpoint endpoint;
	struct sipmap_endpoint other;
	enum nat_server_kind kind;
	enum nat_change change;
	unsigned int response_port;
};

/**
 * struct nat_mapping - what the NAT has made of one flow
 * @outside: W
 * @destination: as far as it counts for this NAT
 * @port: public port
 * @used: when something last left through it, ms
 */
struct nat_mapping {
	struct sipmap_endpoint outside;
	struct sipmap_endpoint destination;
	u16 port;
	u64 used;
};

/**
 * struct nat_opened - a destination that something was sent to
 * @outside: from this W
 * @destination: where
 */
struct nat_opened {
	struct sipmap_endpoint outside;
	struct sipmap_endpoint destination;
};

/**
 * struct nat_reply - a datagram on its way back
 * @due: when it arrives, ms
 * @source: who sent it
 * @outside: the W it goes to
 * @payload: its payload
 * @length: of @payload
 */
struct nat_reply {
	u64 due;
	struct sipmap_endpoint source;
	struct sipmap_endpoint outside;
	u8 payload[256];
	size_t length;
};

/**
 * struct nat_sent - a datagram that left
 * @at: when, ms
 * @binding: from whose W
 * @destination: where to
 * @stun: it was a STUN request
 * @caught: the reply was to be caught
 * @payload: its beginning
 * @length: of the whole payload
 */
struct nat_sent {
	u64 at;
	u32 binding;
	struct sipmap_endpoint destination;
	bool stun;
	bool caught;
	u8 payload[64];
	size_t length;
};

/**
 * struct nat - the outside
 * @now: the clock, ms
 * @mapping: one of enum sipmap_mapping
 * @filtering: one of enum sipmap_filtering; unknown lets everybody in
 * @hairpin: it sends back what goes to its own address
 * @preserves: it leaves ports as they are
 * @lifetime: of an idle mapping, ms; 0: for ever
 * @address: public address of the NAT; port 0
 * @next_port: what the next new mapping gets
 * @servers: STUN servers
 * @server_count: how many
 * @mappings: what the NAT remembers
 * @mapping_count: how many
 * @opened: what the NAT lets in
 * @opened_count: how many
 * @replies: on their way; due 0: free
 * @outside: W by number of binding; family none: no such binding
 * @last_sent: when something last left, by number of binding, ms
 * @sent: everything that left
 * @sent_count: how many
 * @seed: state of the random numbers
 */
struct nat {
	u64 now;
	u32 mapping;
	u32 filtering;
	bool hairpin;
	bool preserves;
	u64 lifetime;
	struct sipmap_endpoint address;
	u16 next_port;
	struct nat_server servers[NAT_SERVERS];
	unsigned int server_count;
	struct nat_mapping mappings[NAT_MAPPINGS];
	unsigned int mapping_count;
	struct nat_opened opened[NAT_OPENED];
	unsigned int opened_count;
	struct nat_reply replies[NAT_REPLIES];
	struct sipmap_endpoint outside[NAT_BINDINGS];
	u64 last_sent[NAT_BINDINGS];
	struct nat_sent sent[NAT_SENT];
	unsigned int sent_count;
	u32 seed;
};

void nat_init(struct nat *nat, u32 mapping);
void nat_transport(struct nat *nat, struct sipmap_transport *transport);
struct nat_server *nat_add_server(struct nat *nat, const char *endpoint,
				  const char *other, enum nat_server_kind kind);
void nat_forget(struct nat *nat);
u64 nat_next_reply(const struct nat *nat);
bool nat_take_reply(struct nat *nat, struct nat_reply *reply);
unsigned int nat_count_sent(const struct nat *nat, u32 binding,
			    const char *destination);

#endif /* SIPMAP_TESTS_AGENT_NAT_H */
