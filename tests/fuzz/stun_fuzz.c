// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a STUN server, or somebody in its name, may send to the agent. The
 * first byte says what the rest is: a payload that came from the server that
 * was asked (0), or a whole IP packet (1).
 *
 * One transaction is in flight: from 100.64.0.2:30000, to 203.0.113.53:3478,
 * with "sipmap-fuzz!" for its id. The seeds answer it.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../userspace/sipmapd/packet.h"
#include "../../userspace/sipmapd/probe.h"
#include "../../userspace/sipmapd/sanity.h"
#include "fuzz.h"

static const u8 transaction[SIPMAP_STUN_ID_SIZE + 1] = "sipmap-fuzz!";

static const struct sipmap_endpoint server = {
	.family = SIPMAP_FAMILY_IPV4, .address = { 203, 0, 113, 53 },
	.port = 3478,
};

static const struct sipmap_endpoint outside = {
	.family = SIPMAP_FAMILY_IPV4, .address = { 100, 64, 0, 2 },
	.port = 30000,
};

static struct sipmap_probe_result last;
static unsigned int ended;

static int ignore(void *arg, u32 binding,
		  const struct sipmap_endpoint *destination,
		  const void *payload, size_t length, enum sipmap_catch wanted)
{
	(void)arg;
	(void)binding;
	(void)destination;
	(void)payload;
	FUZZ_HOLDS(length == SIPMAP_STUN_REQUEST_SIZE &&
		   wanted == SIPMAP_CATCH_REPLY);
	return 0;
}

static void same_id(void *arg, void *buffer, size_t length)
{
	(void)arg;
	memcpy(buffer, transaction, length);
}

static void done(void *owner, const struct sipmap_probe_result *result, u64 now)
{
	(void)owner;
	(void)now;
	last = *result;
	ended++;
}

static void start(struct sipmap_probes *probes)
{
	struct sipmap_probe_request request = {
		.binding = 1, .outside = outside, .server = server,
		.done = done,
	};

	memset(probes, 0, sizeof(*probes));
	probes->transport.send = ignore;
	probes->transport.random = same_id;
	FUZZ_HOLDS(!sipmap_probe_start(probes, &request, 0));
}

static bool is_endpoint(const struct sipmap_endpoint *endpoint)
{
	return endpoint->family == SIPMAP_FAMILY_NONE ||
	       endpoint->family == SIPMAP_FAMILY_IPV4 ||
	       endpoint->family == SIPMAP_FAMILY_IPV6;
}

/* Read twice it says the same, and nothing but what the structure allows. */
static void check_parse(const struct sipmap_datagram *datagram)
{
	struct sipmap_stun_answer answer;
	struct sipmap_stun_answer again;
	int ret;

	memset(&answer, 0x5a, sizeof(answer));
	memset(&again, 0xa5, sizeof(again));
	ret = sipmap_stun_parse(datagram->payload, datagram->length, &answer);
	FUZZ_HOLDS(ret == 0 || ret == -EBADMSG);
	FUZZ_HOLDS(sipmap_stun_parse(datagram->payload, datagram->length,
				     &again) == ret);
	FUZZ_HOLDS(!memcmp(answer.id, again.id, sizeof(answer.id)));
	FUZZ_HOLDS(answer.success == again.success &&
		   answer.error == again.error &&
		   answer.altered == again.altered);
	FUZZ_HOLDS(is_endpoint(&answer.mapped) && is_endpoint(&answer.other));
	FUZZ_HOLDS(answer.mapped.family == again.mapped.family);
	FUZZ_HOLDS(answer.other.family == again.other.family);
}

/* Only an answer to what was asked, by who was asked, ends a transaction. */
static void check_answer(struct sipmap_probes *probes,
			 const struct sipmap_datagram *datagram)
{
	bool answered;

	start(probes);
	ended = 0;
	answered = sipmap_probe_answer(probes, datagram, 50);
	FUZZ_HOLDS(ended == answered);
	if (!answered)
		return;
	FUZZ_HOLDS(!memcmp(datagram->payload + 8, transaction,
			   SIPMAP_STUN_ID_SIZE));
	FUZZ_HOLDS(sipmap_endpoint_equal(&datagram->source, &server));
	FUZZ_HOLDS(sipmap_endpoint_equal(&datagram->destination, &outside));
	FUZZ_HOLDS(last.took == 50);
	FUZZ_HOLDS(last.error || sipmap_is_usable(&last.public_endpoint,
						  false));
	FUZZ_HOLDS(sipmap_probe_next(probes) == SIPMAP_NEVER);
	FUZZ_HOLDS(!sipmap_probe_answer(probes, datagram, 60));
}

/* LLVMFuzzerTestOneInput - libFuzzer calls it for each input */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct sipmap_probes probes;
	struct sipmap_datagram datagram = {
		.source = server, .destination = outside,
	};
	char *copy;

	if (size < 1 || size > 65536)
		return 0;
	copy = fuzz_copy(data + 1, size - 1);
	datagram.payload = (const u8 *)copy;
	datagram.length = size - 1;
	if (data[0] & 1 && !sipmap_packet_read((const u8 *)copy, size - 1,
					       &datagram))
		goto out;
	FUZZ_HOLDS(datagram.payload >= (const u8 *)copy);
	FUZZ_HOLDS(datagram.payload + datagram.length <=
		   (const u8 *)copy + size - 1);
	check_parse(&datagram);
	check_answer(&probes, &datagram);
out:
	free(copy);
	return 0;
}
