/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All tests of the NAT, one after the other: first how it maps, which messages
 * wait for, then from a pair of ports of its own the rest.
 */
#ifndef SIPMAP_SIPMAPD_JUDGE_H
#define SIPMAP_SIPMAPD_JUDGE_H

#include "behaviour.h"

struct sipmap_agent;
struct sipmap_knl_realm;

/**
 * struct sipmap_judge - what is known of the NAT besides its mapping
 * @behaviour: the tests
 * @running: they run
 * @asked: somebody wants to see each test, and the end
 * @at: when to run all of them again, ms
 * @wait: time until the next run if this one leaves the type unknown, ms
 * @begun: when they last began, ms
 * @known: what they found
 * @alters: one of enum sipmap_finding: something rewrites addresses
 * @nats: at least so many NATs behind this router
 * @type: RFC 3489's name of the NAT, "" until it is known
 */
struct sipmap_judge {
	struct sipmap_behaviour behaviour;
	bool running;
	bool asked;
	u64 at;
	u64 wait;
	u64 begun;
	struct sipmap_behaved known;
	u32 alters;
	u32 nats;
	const char *type;
};

void sipmap_judge_init(struct sipmap_agent *agent);
void sipmap_judge_abandon(struct sipmap_agent *agent);
void sipmap_judge_reset(struct sipmap_agent *agent);
void sipmap_judge_tell(struct sipmap_agent *agent);
void sipmap_judge_restore(struct sipmap_agent *agent,
			  const struct sipmap_knl_realm *realm);
void sipmap_judge_ask(struct sipmap_agent *agent, u64 now);
void sipmap_judge_soon(struct sipmap_agent *agent, u64 now);
void sipmap_judge_mapped(struct sipmap_agent *agent,
			 const struct sipmap_discovery *discovery, bool changed,
			 u64 now);
void sipmap_judge_count(struct sipmap_agent *agent, u32 nats);
bool sipmap_judge_owns(const struct sipmap_agent *agent, u32 binding);
void sipmap_tested_give_back(struct sipmap_agent *agent,
			     struct sipmap_tested *tested);

#endif /* SIPMAP_SIPMAPD_JUDGE_H */
