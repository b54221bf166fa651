/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * STUN transactions: a request that leaves from a binding's W, its
 * retransmissions, and the check of the answer. No clock and no socket in
 * here: the caller brings the time, and a function that sends.
 */
#ifndef SIPMAP_SIPMAPD_PROBE_H
#define SIPMAP_SIPMAPD_PROBE_H

#include "stun.h"
#include "timer.h"

#define SIPMAP_PROBES_MAX 4096
#define SIPMAP_PROBE_BUCKETS 1024

/*
 * RFC 5389 section 7.2.1 wants 500 ms for the first retransmission, but a
 * held message waits for the answer, and hold_ms is 500 by default. Sent at
 * 0, 200 and 600 ms; given up at 1400 ms.
 */
#define SIPMAP_PROBE_RTO 200
#define SIPMAP_PROBE_SENDS 3

/**
 * enum sipmap_catch - which answer to a datagram is wanted
 * @SIPMAP_CATCH_NONE: none
 * @SIPMAP_CATCH_REPLY: the one of whom it was sent to, at the W it left from
 * @SIPMAP_CATCH_LOOSE: anybody's, at any port of W's address
 */
enum sipmap_catch {
	SIPMAP_CATCH_NONE,
	SIPMAP_CATCH_REPLY,
	SIPMAP_CATCH_LOOSE,
};

/**
 * struct sipmap_transport - how a module reaches the outside
 * @send: send @payload from the W of @binding to @destination; the answer that
 *	  @wanted says comes back by sipmap_probe_answer(). Returns 0 or a
 *	  negative errno, -ENOENT if there is no such binding
 * @random: fill in unpredictable bytes
 * @arg: for both
 */
struct sipmap_transport {
	int (*send)(void *arg, u32 binding,
		    const struct sipmap_endpoint *destination,
		    const void *payload, size_t length,
		    enum sipmap_catch wanted);
	void (*random)(void *arg, void *buffer, size_t length);
	void *arg;
};

/**
 * struct sipmap_probe_result - how a transaction ended
 * @error: 0; -ETIMEDOUT: no answer; -EPROTO: the server refused or said
 *	   nothing useful; -EADDRNOTAVAIL: it named an address that cannot be;
 *	   -ENOENT: the binding is gone
 * @server: who was asked
 * @public_endpoint: P as the server saw it, set if @error is 0
 * @other: the server's OTHER-ADDRESS, family none if it has none
 * @source: who sent the answer
 * @destination: which W it came to
 * @echo: it is no answer but the request itself, which came back
 * @code: of an error response
 * @altered: something on the way rewrites addresses
 * @compared: the answer would have shown it
 * @reached: at least one request could be sent
 * @took: ms from the first request to the answer
 */
struct sipmap_probe_result {
	int error;
	struct sipmap_endpoint server;
	struct sipmap_endpoint public_endpoint;
	struct sipmap_endpoint other;
	struct sipmap_endpoint source;
	struct sipmap_endpoint destination;
	bool echo;
	u16 code;
	bool altered;
	bool compared;
	bool reached;
	u32 took;
};

/**
 * typedef sipmap_probe_done_t - takes the end of a transaction
 * @owner: as given at the start
 * @result: valid until the function returns
 * @now: time, ms
 *
 * It may start another probe and cancel any.
 */
typedef void (*sipmap_probe_done_t)(void *owner,
				    const struct sipmap_probe_result *result,
				    u64 now);

/**
 * struct sipmap_probe - one transaction
 * @id: its transaction id
 * @binding: whose W it leaves from
 * @outside: that W; family none if it is not known
 * @server: where it goes
 * @ask: what it wants of the answer
 * @loose: whoever answers, wherever the answer comes to
 * @reached: at least one request could be sent
 * @begun: time of the first request, ms
 * @timer: time of the next retransmission or of giving up
 * @sent: how many times it was sent; 0: this slot is free
 * @by_id: number of the next one in the bucket of its id, 0: there is none
 * @by_owner: the same for the bucket of its owner; the next free slot, while
 *	      this one is free
 * @probes: all of them
 * @done: who wants to know
 * @owner: for @done
 */
struct sipmap_probe {
	u8 id[SIPMAP_STUN_ID_SIZE];
	u32 binding;
	struct sipmap_endpoint outside;
	struct sipmap_endpoint server;
	struct sipmap_stun_ask ask;
	bool loose;
	bool reached;
	u64 begun;
	struct sipmap_timer timer;
	unsigned int sent;
	u16 by_id;
	u16 by_owner;
	struct sipmap_probes *probes;
	sipmap_probe_done_t done;
	void *owner;
};

/**
 * struct sipmap_probes - all transactions
 * @transport: how to send
 * @allow_private: a private address is a good answer
 * @by_id: numbers of the first ones, by transaction id
 * @by_owner: numbers of the first ones, by owner
 * @free: number of the first slot that was used and is free, 0: there is none
 * @used: slots that were ever used
 * @timers: when they are due
 * @heap: room for @timers
 * @list: slots; number 1 is the first
 *
 * All zero, but for the transport, is a good beginning.
 */
struct sipmap_probes {
	struct sipmap_transport transport;
	bool allow_private;
	u16 by_id[SIPMAP_PROBE_BUCKETS];
	u16 by_owner[SIPMAP_PROBE_BUCKETS];
	u16 free;
	u16 used;
	struct sipmap_timers timers;
	struct sipmap_timer *heap[SIPMAP_PROBES_MAX];
	struct sipmap_probe list[SIPMAP_PROBES_MAX];
};

/**
 * struct sipmap_probe_request - what to ask
 * @binding: whose W to measure
 * @outside: that W, to check the answer; family none if it is not known
 * @server: whom to ask
 * @ask: what is wanted of the answer
 * @loose: whoever answers, wherever the answer comes to
 * @done: gets the result
 * @owner: for @done
 */
struct sipmap_probe_request {
	u32 binding;
	struct sipmap_endpoint outside;
	struct sipmap_endpoint server;
	struct sipmap_stun_ask ask;
	bool loose;
	sipmap_probe_done_t done;
	void *owner;
};

/**
 * struct sipmap_datagram - a UDP datagram that came in
 * @source: who sent it
 * @destination: to whom it was sent
 * @payload: what follows the UDP header
 * @length: of @payload
 */
struct sipmap_datagram {
	struct sipmap_endpoint source;
	struct sipmap_endpoint destination;
	const u8 *payload;
	size_t length;
};

int sipmap_probe_start(struct sipmap_probes *probes,
		       const struct sipmap_probe_request *request, u64 now);
void sipmap_probe_cancel(struct sipmap_probes *probes, const void *owner);
bool sipmap_probe_answer(struct sipmap_probes *probes,
			 const struct sipmap_datagram *datagram, u64 now);
void sipmap_probe_tick(struct sipmap_probes *probes, u64 now);
u64 sipmap_probe_next(const struct sipmap_probes *probes);

#endif /* SIPMAP_SIPMAPD_PROBE_H */
