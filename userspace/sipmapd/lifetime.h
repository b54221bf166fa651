/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How long the mapping of an idle port lives (RFC 5780 section 4.6): a port
 * asks once, and is silent; after some time a second port has the server
 * answer to the first one's public endpoint. Between a time that it lives and
 * one that it does not, the middle is tried.
 *
 * Where the server does not do that, the first port asks again, and it is seen
 * whether it still has the same public port. That is believed only where the
 * NAT moves ports, and only once a mapping was seen to end: else a NAT that
 * gives the same port again would seem to keep it for ever.
 */
#ifndef SIPMAP_SIPMAPD_LIFETIME_H
#define SIPMAP_SIPMAPD_LIFETIME_H

#include "behaviour.h"

/* times that are tried, s: the first, and the longest */
#define SIPMAP_LIFETIME_FIRST 20
#define SIPMAP_LIFETIME_LONGEST 320
#define SIPMAP_LIFETIME_SHORTEST 5

/**
 * typedef sipmap_lifetime_done_t - takes what was found
 * @arg: as given
 * @seconds: that an idle mapping lives at the least; 0: not known
 * @now: time, ms
 */
typedef void (*sipmap_lifetime_done_t)(void *arg, u32 seconds, u64 now);

/**
 * enum sipmap_lifetime_stage - what is being done
 * @SIPMAP_LIFETIME_IDLE: nothing
 * @SIPMAP_LIFETIME_OPEN: the first port asks, and gets a mapping
 * @SIPMAP_LIFETIME_CONTROL: can the server answer to another port?
 * @SIPMAP_LIFETIME_WAIT: silence
 * @SIPMAP_LIFETIME_ASK: does the mapping live?
 */
enum sipmap_lifetime_stage {
	SIPMAP_LIFETIME_IDLE,
	SIPMAP_LIFETIME_OPEN,
	SIPMAP_LIFETIME_CONTROL,
	SIPMAP_LIFETIME_WAIT,
	SIPMAP_LIFETIME_ASK,
};

/**
 * struct sipmap_lifetime - one measurement
 * @measurer: transactions and servers
 * @timers: for @timer
 * @moves_ports: the NAT gives a new mapping another port
 * @tested: two outside endpoints that are used for nothing else
 * @stage: one of enum sipmap_lifetime_stage
 * @server: who is asked
 * @controlled: it is known what the server can
 * @short_port: it wants RESPONSE-PORT with a length of 2
 * @by_port: it cannot: the first port asks again
 * @trying: the time that is tried, s
 * @alive: the longest that a mapping was seen to live, s
 * @dead: the shortest that one was seen not to, s; 0: none was
 * @until: when @trying is over, ms
 * @timer: when something is to be done
 * @done: who wants to know
 * @arg: for @done
 */
struct sipmap_lifetime {
	struct sipmap_measurer *measurer;
	struct sipmap_timers *timers;
	bool moves_ports;
	struct sipmap_tested tested[2];
	u32 stage;
	struct sipmap_endpoint server;
	bool controlled;
	bool short_port;
	bool by_port;
	u32 trying;
	u32 alive;
	u32 dead;
	u64 until;
	struct sipmap_timer timer;
	sipmap_lifetime_done_t done;
	void *arg;
};

void sipmap_lifetime_start(struct sipmap_lifetime *lifetime, u64 now);
void sipmap_lifetime_cancel(struct sipmap_lifetime *lifetime);

#endif /* SIPMAP_SIPMAPD_LIFETIME_H */
