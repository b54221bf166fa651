/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The mapping behaviour of the NAT in front of an interface (RFC 4787
 * section 4.1), found as RFC 5780 section 4.3 has it, or with a second server
 * where one server has but one address. All from the W of one binding.
 */
#ifndef SIPMAP_SIPMAPD_DISCOVER_H
#define SIPMAP_SIPMAPD_DISCOVER_H

#include "../../include/uapi/linux/sipmap.h"
#include "measure.h"

/**
 * enum sipmap_doubt - why a mapping behaviour is unknown, or not sure
 * @SIPMAP_DOUBT_NONE: nothing to doubt
 * @SIPMAP_DOUBT_NO_SERVER: there is no server to ask
 * @SIPMAP_DOUBT_NO_ANSWER: no server answered
 * @SIPMAP_DOUBT_REFUSED: servers answered, with nothing that can be used
 * @SIPMAP_DOUBT_ONE_ADDRESS: answers came from one server address only
 * @SIPMAP_DOUBT_CONTRADICTION: one and the same server said different things
 * @SIPMAP_DOUBT_PORT: it depends on the destination's address; whether also
 *		       on its port could not be found
 */
enum sipmap_doubt {
	SIPMAP_DOUBT_NONE,
	SIPMAP_DOUBT_NO_SERVER,
	SIPMAP_DOUBT_NO_ANSWER,
	SIPMAP_DOUBT_REFUSED,
	SIPMAP_DOUBT_ONE_ADDRESS,
	SIPMAP_DOUBT_CONTRADICTION,
	SIPMAP_DOUBT_PORT,
};

/**
 * struct sipmap_discovery - what was found
 * @mapping: one of enum sipmap_mapping
 * @doubt: one of enum sipmap_doubt
 * @public_endpoint: P of the binding; family none if no server answered
 * @altered: something on the way rewrites addresses
 * @compared: an answer would have shown it
 * @sent: a request could be sent
 * @gone: the binding disappeared: nothing was found
 */
struct sipmap_discovery {
	u32 mapping;
	u32 doubt;
	struct sipmap_endpoint public_endpoint;
	bool altered;
	bool compared;
	bool sent;
	bool gone;
};

/**
 * typedef sipmap_discover_done_t - takes what was found
 * @arg: as given
 * @discovery: valid until the function returns
 * @now: time, ms
 */
typedef void (*sipmap_discover_done_t)(void *arg,
				       const struct sipmap_discovery *discovery,
				       u64 now);

/**
 * typedef sipmap_step_t - takes the result of one test
 * @arg: as given
 * @name: what was tested
 * @server: who was asked
 * @result: of the test
 *
 * All of it is valid until the function returns.
 */
typedef void (*sipmap_step_t)(void *arg, const char *name,
			      const struct sipmap_endpoint *server,
			      const char *result);

void sipmap_step_tell(sipmap_step_t step, void *arg, const char *name,
		      const struct sipmap_probe_result *result);

/**
 * enum sipmap_discover_stage - what is being asked
 * @SIPMAP_DISCOVER_IDLE: nothing
 * @SIPMAP_DISCOVER_FIRST: test I, a server's first address
 * @SIPMAP_DISCOVER_OTHER: test II, its other address, the same port
 * @SIPMAP_DISCOVER_SECOND: instead of test II, a second server
 * @SIPMAP_DISCOVER_PORT: test III, the address of the one before, another port
 * @SIPMAP_DISCOVER_REPEAT: the first one again, before it is called symmetric
 */
enum sipmap_discover_stage {
	SIPMAP_DISCOVER_IDLE,
	SIPMAP_DISCOVER_FIRST,
	SIPMAP_DISCOVER_OTHER,
	SIPMAP_DISCOVER_SECOND,
	SIPMAP_DISCOVER_PORT,
	SIPMAP_DISCOVER_REPEAT,
};

/**
 * struct sipmap_discover - one discovery
 * @measurer: transactions and servers
 * @binding: whose W is used
 * @outside: that W
 * @stage: one of enum sipmap_discover_stage
 * @first: who answered test I
 * @other: where test III goes, if there is a place
 * @second_public: P towards the second address
 * @asked: servers asked in this stage, or whose address will not do
 * @asked_count: how many
 * @found: what is known so far
 * @done: who wants to know
 * @step: who wants to know of each test, or NULL
 * @arg: for @done and @step
 */
struct sipmap_discover {
	struct sipmap_measurer *measurer;
	u32 binding;
	struct sipmap_endpoint outside;
	u32 stage;
	struct sipmap_endpoint first;
	struct sipmap_endpoint other;
	struct sipmap_endpoint second_public;
	struct sipmap_endpoint asked[SIPMAP_SERVERS_MAX];
	unsigned int asked_count;
	struct sipmap_discovery found;
	sipmap_discover_done_t done;
	sipmap_step_t step;
	void *arg;
};

void sipmap_discover_start(struct sipmap_discover *discover, u64 now);
void sipmap_discover_cancel(struct sipmap_discover *discover);

#endif /* SIPMAP_SIPMAPD_DISCOVER_H */
