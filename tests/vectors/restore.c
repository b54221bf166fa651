// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What went out comes back as if there were no translation: the answer of a
 * peer that saw P must become the answer that the same peer would have given
 * the phone itself, byte for byte. And the other way round.
 */
#include "peer.h"
#include "uri.h"

#define SIPMAP_RESTORE_ONE_PORT \
	"one bit remembers whether the phone writes its port: a phone that writes it in one Contact gets it in all"
#define SIPMAP_RESTORE_IPV6 \
	"IPv6 addresses come back as RFC 5952 writes them"

/* Where that cannot be, and why */
static const struct {
	const char *vector;
	const char *reason;
} sipmap_restore_exceptions[] = {
	{ "contact-ipv6", SIPMAP_RESTORE_IPV6 },
	{ "contact-maddr", SIPMAP_RESTORE_ONE_PORT },
	{ "contact-several", SIPMAP_RESTORE_ONE_PORT },
	{ "contact-sips", SIPMAP_RESTORE_ONE_PORT },
	{ "contact-user", SIPMAP_RESTORE_ONE_PORT },
	{ "fuzz-quoted-commas", SIPMAP_RESTORE_ONE_PORT },
	{ "in-outside", "who calls W gets answers that name P" },
	{ "sdp-from-ipv6", "its Via and Contact are not those of its flow" },
	{ "torture-addresses", "no Request-URI has white space in it" },
	{ "torture-ipv6", SIPMAP_RESTORE_IPV6 },
	{ "torture-ipv6-mapped", SIPMAP_RESTORE_IPV6 },
	{ "via-white-space", "white space around the colon of sent-by is lost" },
};

/**
 * sipmap_restore_exception - may a vector come back in another form
 * @name: the vector
 *
 * Return: why; NULL if it may not.
 */
const char *sipmap_restore_exception(const char *name)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(sipmap_restore_exceptions); i++) {
		const char *vector = sipmap_restore_exceptions[i].vector;
		size_t length = 0;

		while (name[length] && name[length] == vector[length])
			length++;
		if (!vector[length] && (!name[length] || name[length] == '.'))
			return sipmap_restore_exceptions[i].reason;
	}
	return NULL;
}

/* What comes the other way must become what is expected there. */
static bool sipmap_restore_run(struct sipmap_vector *vector,
			       struct sipmap_restore *restore,
			       const char *fault)
{
	enum sipmap_direction direction = vector->view.direction;
	const struct sipmap_peer *wanted = &restore->wanted;

	restore->fault = "the message is too long for this test";
	if (restore->peer.overflow || wanted->overflow)
		return false;
	restore->fault = fault;
	vector->view.direction = direction == SIPMAP_OUT ? SIPMAP_IN :
							   SIPMAP_OUT;
	sipmap_vector_rewrite(vector, restore->peer.text, restore->peer.length,
			      &restore->work);
	vector->view.direction = direction;
	return restore->work.out_length == wanted->length &&
	       !memcmp(restore->work.out, wanted->text, wanted->length);
}

/*
 * The answer to a request. A phone that wrote no rport does not see received
 * either, although we asked for it; one that found P by itself knows that it
 * is seen there.
 */
static bool sipmap_restore_answer(struct sipmap_vector *vector,
				  const struct sipmap_vector_step *step,
				  const struct sipmap_vector_work *out,
				  struct sipmap_restore *restore)
{
	const struct sipmap_view *view = &vector->view;
	bool knows = view->written & SIPMAP_WROTE_VIA_PUBLIC;

	sipmap_peer_answer(&restore->peer, out->out, out->out_length,
			   &view->public_endpoint, !knows);
	sipmap_peer_answer(&restore->wanted, step->before, step->before_length,
			   knows ? &view->public_endpoint : &view->inside,
			   false);
	return sipmap_restore_run(vector, restore,
				  "the answer is not what the phone would have got");
}

/* Later requests to each of the Contacts */
static bool sipmap_restore_requests(struct sipmap_vector *vector,
				    const struct sipmap_vector_step *step,
				    const struct sipmap_vector_work *out,
				    struct sipmap_restore *restore)
{
	static const char fault[] =
		"the peer's request does not name the Contact that the phone wrote";
	unsigned int which;

	for (which = 0; sipmap_peer_ask(&restore->peer, out->out,
					out->out_length, which); which++) {
		sipmap_peer_ask(&restore->wanted, step->before,
				step->before_length, which);
		if (!sipmap_restore_run(vector, restore, fault))
			return false;
	}
	return true;
}

/*
 * The phone's answer to a peer's request: the peer must find in it what it has
 * written, or it cannot tell which transaction and dialog it belongs to.
 */
static bool sipmap_restore_reply(struct sipmap_vector *vector,
				 const struct sipmap_vector_step *step,
				 const struct sipmap_vector_work *in,
				 struct sipmap_restore *restore)
{
	static const struct sipmap_endpoint peer = {
		.family = SIPMAP_FAMILY_IPV4,
		.address = { 198, 51, 100, 5 },
		.port = SIPMAP_PORT_SIP,
	};

	sipmap_peer_answer(&restore->peer, in->out, in->out_length, &peer,
			   true);
	sipmap_peer_answer(&restore->wanted, step->before, step->before_length,
			   &peer, true);
	return sipmap_restore_run(vector, restore,
				  "the phone's answer is not what the peer would have got");
}

/**
 * sipmap_restore_check - see what comes back for a message that went through
 * @vector: the vector; it knows by now what the phone wrote
 * @step: the step
 * @out: what became of it
 * @restore: what comes back
 *
 * Return: true if its sender gets back what it wrote; otherwise @restore->fault
 * says what is wrong. Messages that did not change are not looked at.
 */
bool sipmap_restore_check(struct sipmap_vector *vector,
			  const struct sipmap_vector_step *step,
			  const struct sipmap_vector_work *out,
			  struct sipmap_restore *restore)
{
	const struct sipmap_facts *facts = &out->plan.facts;

	restore->fault = NULL;
	if (out->reason != SIPMAP_REASON_REWRITTEN)
		return true;
	if (vector->view.direction == SIPMAP_IN)
		return facts->status || facts->method == SIPMAP_METHOD_ACK ||
		       sipmap_restore_reply(vector, step, out, restore);
	if (!facts->status && facts->method != SIPMAP_METHOD_ACK &&
	    !sipmap_restore_answer(vector, step, out, restore))
		return false;
	return facts->method == SIPMAP_METHOD_REGISTER ||
	       sipmap_restore_requests(vector, step, out, restore);
}
