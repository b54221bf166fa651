/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a NAT does besides mapping: whom it lets in (RFC 5780 section 4.4),
 * whether it lets inside hosts reach each other (section 4.5), and whether it
 * leaves ports as they are. From two outside endpoints that nothing was sent
 * from before: a packet to a server's other address would let that in.
 */
#ifndef SIPMAP_SIPMAPD_BEHAVIOUR_H
#define SIPMAP_SIPMAPD_BEHAVIOUR_H

#include "discover.h"

/**
 * enum sipmap_ignorance - why a filtering behaviour is unknown
 * @SIPMAP_IGNORANCE_NONE: it is known
 * @SIPMAP_IGNORANCE_NO_ANSWER: no server answered
 * @SIPMAP_IGNORANCE_NO_OTHER: no server has another address to answer from
 * @SIPMAP_IGNORANCE_IGNORES: the server answers from its first address,
 *			      whatever it is asked
 * @SIPMAP_IGNORANCE_SILENT: the server does not answer from its other address
 *			     though it would be let in
 * @SIPMAP_IGNORANCE_GONE: the outside endpoints disappeared
 */
enum sipmap_ignorance {
	SIPMAP_IGNORANCE_NONE,
	SIPMAP_IGNORANCE_NO_ANSWER,
	SIPMAP_IGNORANCE_NO_OTHER,
	SIPMAP_IGNORANCE_IGNORES,
	SIPMAP_IGNORANCE_SILENT,
	SIPMAP_IGNORANCE_GONE,
};

/**
 * struct sipmap_behaved - what was found
 * @filtering: one of enum sipmap_filtering
 * @ignorance: one of enum sipmap_ignorance
 * @hairpin: one of enum sipmap_finding
 * @preserves: one of enum sipmap_finding
 */
struct sipmap_behaved {
	u32 filtering;
	u32 ignorance;
	u32 hairpin;
	u32 preserves;
};

/**
 * typedef sipmap_behaviour_done_t - takes what was found
 * @arg: as given
 * @behaved: valid until the function returns
 * @now: time, ms
 */
typedef void (*sipmap_behaviour_done_t)(void *arg,
					const struct sipmap_behaved *behaved,
					u64 now);

/**
 * enum sipmap_behaviour_stage - what is being asked
 * @SIPMAP_BEHAVIOUR_IDLE: nothing
 * @SIPMAP_BEHAVIOUR_SERVER: for a server that has another address
 * @SIPMAP_BEHAVIOUR_ADDRESS: for an answer from that address
 * @SIPMAP_BEHAVIOUR_PORT: for an answer from its other port
 * @SIPMAP_BEHAVIOUR_OPEN: the other address itself, so that it is let in
 * @SIPMAP_BEHAVIOUR_CONTROL: for an answer from there once more: a server that
 *			      cannot do so looks like a NAT that lets nobody in
 * @SIPMAP_BEHAVIOUR_SECOND: for P of the second outside endpoint
 * @SIPMAP_BEHAVIOUR_HAIRPIN: each of the two endpoints at the other's P
 */
enum sipmap_behaviour_stage {
	SIPMAP_BEHAVIOUR_IDLE,
	SIPMAP_BEHAVIOUR_SERVER,
	SIPMAP_BEHAVIOUR_ADDRESS,
	SIPMAP_BEHAVIOUR_PORT,
	SIPMAP_BEHAVIOUR_OPEN,
	SIPMAP_BEHAVIOUR_CONTROL,
	SIPMAP_BEHAVIOUR_SECOND,
	SIPMAP_BEHAVIOUR_HAIRPIN,
};

/**
 * struct sipmap_tested - an outside endpoint to test with
 * @binding: whose it is
 * @outside: W
 * @public_endpoint: P, once it is known
 */
struct sipmap_tested {
	u32 binding;
	struct sipmap_endpoint outside;
	struct sipmap_endpoint public_endpoint;
};

/**
 * struct sipmap_behaviour - one run of all tests
 * @measurer: transactions and servers
 * @mapping: one of enum sipmap_mapping, found before
 * @tested: two outside endpoints that have sent nothing yet
 * @stage: one of enum sipmap_behaviour_stage
 * @server: who is asked
 * @other: its other address and port
 * @other_answers: that is really a server's address
 * @candidate: the filtering behaviour, if the server can be believed
 * @in_flight: hairpin tests that run
 * @asked: servers that were asked
 * @asked_count: how many
 * @found: what is known so far
 * @done: who wants to know
 * @step: who wants to know of each test, or NULL
 * @arg: for @done and @step
 */
struct sipmap_behaviour {
	struct sipmap_measurer *measurer;
	u32 mapping;
	struct sipmap_tested tested[2];
	u32 stage;
	struct sipmap_endpoint server;
	struct sipmap_endpoint other;
	bool other_answers;
	u32 candidate;
	unsigned int in_flight;
	struct sipmap_endpoint asked[SIPMAP_SERVERS_MAX];
	unsigned int asked_count;
	struct sipmap_behaved found;
	sipmap_behaviour_done_t done;
	sipmap_step_t step;
	void *arg;
};

void sipmap_behaviour_start(struct sipmap_behaviour *behaviour, u64 now);
void sipmap_behaviour_cancel(struct sipmap_behaviour *behaviour);

#endif /* SIPMAP_SIPMAPD_BEHAVIOUR_H */
