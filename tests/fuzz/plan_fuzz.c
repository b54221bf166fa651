// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The input chooses a phone, its bindings and how it writes a request. The
 * request goes out; a correct peer answers what reached it, and sends a request
 * of its own; both come back to the phone as if nothing had been between.
 */
#include <stdlib.h>
#include <string.h>

#include "hairpin.h"
#include "oracle.h"
#include "peer.h"

/* Nothing of the phone's own is left in a message that was made public. */
static void check_public(const struct phone *phone,
			 const struct fuzz_result *result)
{
	const struct sipmap_view *view = &phone->view;

	if (result->reason != SIPMAP_REASON_REWRITTEN || result->facts.left ||
	    phone->tells || !view->settings.identity ||
	    view->settings.via != SIPMAP_VIA_ALWAYS)
		return;
	FUZZ_HOLDS(!memmem(result->out, result->out_length, phone->inside,
			   strlen(phone->inside)));
}

/* What comes back is what the peer would say if it saw the phone itself. */
static void check_back(struct phone *phone, const struct phone_text *reached,
		       const struct phone_text *wanted)
{
	struct fuzz_result result;
	char *copy = fuzz_copy(reached->data, reached->length);

	phone->view.direction = SIPMAP_IN;
	oracle_rewrite(&phone->view, copy, reached->length, &result);
	fuzz_note("what the phone must get", wanted->data, wanted->length);
	FUZZ_HOLDS(result.out_length == wanted->length);
	FUZZ_HOLDS(!memcmp(result.out, wanted->data, wanted->length));
	oracle_free(&result);
	free(copy);
	fuzz_forget();
}

/* LLVMFuzzerTestOneInput - libFuzzer calls it for each input */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct phone_text reached;
	static struct phone_text wanted;
	static struct phone phone;
	struct fuzz_bytes bytes = { data, size };
	struct phone_text *request = &phone.request;
	struct sipmap_view *view = &phone.view;
	struct fuzz_result out;

	if (size > 4096)
		return 0;
	phone_make(&phone, &bytes);
	oracle_rewrite(view, request->data, request->length, &out);
	check_public(&phone, &out);
	hairpin_check(&phone, &out);
	if (out.reason != SIPMAP_REASON_REWRITTEN &&
	    out.reason != SIPMAP_REASON_UNCHANGED)
		goto done;
	view->written = out.facts.written;
	peer_answer(out.out, out.out_length, &view->public_endpoint, &reached);
	peer_answer(request->data, request->length, phone.public_via ?
		    &view->public_endpoint : &view->inside, &wanted);
	check_back(&phone, &reached, &wanted);
	if (!peer_request(out.out, out.out_length, &reached) ||
	    !peer_request(request->data, request->length, &wanted))
		goto done;
	check_back(&phone, &reached, &wanted);
done:
	oracle_free(&out);
	fuzz_forget();
	return 0;
}
