// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The subcommand "rewrite": the module's own engine on one message, offline.
 * It answers "what would become of this?" without a router.
 */
#include <stdlib.h>
#include <string.h>

#include "argument.h"
#include "diff.h"
#include "failure.h"
#include "rewrite.h"

static void rewrite_engine(struct sipmap_rewrite *rewrite)
{
	const struct sipmap_datagram *before = &rewrite->before;
	struct sipmap_datagram *after = &rewrite->after;
	struct sipmap_plan *plan = &rewrite->plan;

	memcpy(after->data, before->data, before->length);
	after->length = before->length;
	sipmap_edits_init(&plan->edits);

	rewrite->reason = sipmap_message_parse(&rewrite->message,
					       before->data, before->length);
	if (rewrite->reason != SIPMAP_REASON_REWRITTEN &&
	    rewrite->reason != SIPMAP_REASON_UNCHANGED)
		return;
	if (rewrite->view.direction == SIPMAP_OUT)
		sipmap_needs_collect(&rewrite->needs, &rewrite->message,
				     &rewrite->view);
	rewrite->reason = sipmap_plan_make(plan, &rewrite->message,
					   &rewrite->view);
	sipmap_notes_sort(&rewrite->notes, before->data, before->length);
	/* the whole plan or nothing */
	if (rewrite->reason != SIPMAP_REASON_REWRITTEN) {
		sipmap_edits_init(&plan->edits);
		return;
	}
	after->length = sipmap_edits_apply(&plan->edits, before->data,
					   before->length, after->data,
					   sizeof(after->data));
	if (after->length)
		return;
	memcpy(after->data, before->data, before->length);
	after->length = before->length;
	sipmap_edits_init(&plan->edits);
	rewrite->reason = SIPMAP_REASON_TOO_LONG;
}

static const char *rewrite_remedy(enum sipmap_reason reason)
{
	switch (reason) {
	case SIPMAP_REASON_UNKNOWN_PUBLIC:
		return "give --bind or --media for each own endpoint in it";
	case SIPMAP_REASON_NOT_SIP:
		return "give the payload of one SIP datagram";
	case SIPMAP_REASON_CONTENT_LENGTH:
		return "give the whole message, with its CRLFs";
	case SIPMAP_REASON_NO_HEADER_END:
		return "end its header with an empty line";
	case SIPMAP_REASON_MALFORMED:
		return "correct its syntax (RFC 3261)";
	default:
		return "give a shorter message";
	}
}

static int rewrite_status(const struct sipmap_rewrite *rewrite)
{
	switch (rewrite->reason) {
	case SIPMAP_REASON_REWRITTEN:
	case SIPMAP_REASON_UNCHANGED:
	case SIPMAP_REASON_KEEP_ALIVE:
		return SIPMAP_EXIT_OK;
	default:
		return sipmap_failed("message left as it is: %s; %s",
				     sipmap_reason_name(rewrite->reason),
				     rewrite_remedy(rewrite->reason));
	}
}

/* Not a failure: the router does the same while it has no media binding. */
static void rewrite_note_media(const struct sipmap_rewrite *rewrite)
{
	const struct sipmap_needs *needs = &rewrite->needs;
	char text[SIPMAP_ARGUMENT_TEXT_MAX];
	u8 i;

	for (i = 0; i < needs->stream_count; i++) {
		const struct sipmap_endpoint *rtp = &needs->streams[i].rtp;

		if (!sipmap_mappings_inside(&rewrite->mappings,
					    SIPMAP_KIND_RTP, rtp))
			sipmap_failed("media at %s left as it is; give --media for it",
				      sipmap_argument_text(rtp, text));
	}
}

static int rewrite_print(const struct sipmap_rewrite *rewrite)
{
	if (rewrite->json)
		return sipmap_rewrite_json(rewrite);
	if (rewrite->explain)
		return sipmap_explain_print(rewrite);
	if (!rewrite->diff)
		return sipmap_datagram_write(&rewrite->after);
	sipmap_diff_print(&rewrite->plan.edits, rewrite->before.data,
			  rewrite->before.length, stdout);
	return SIPMAP_EXIT_OK;
}

static int rewrite_run(const struct sipmap_command *command, int argc,
		       char **argv)
{
	struct sipmap_rewrite *rewrite;
	int status;

	rewrite = sipmap_grow(NULL, sizeof(*rewrite));
	memset(rewrite, 0, sizeof(*rewrite));
	status = sipmap_rewrite_options(rewrite, command, argc, argv);
	if (!status)
		status = sipmap_datagram_read(&rewrite->before,
					      rewrite->path);
	if (!status) {
		rewrite_engine(rewrite);
		status = rewrite_print(rewrite);
	}
	if (!status)
		status = rewrite_status(rewrite);
	if (!status)
		rewrite_note_media(rewrite);

	sipmap_notes_clean(&rewrite->notes);
	sipmap_mappings_clean(&rewrite->mappings);
	free(rewrite);
	return status;
}

const struct sipmap_command sipmap_command_rewrite = {
	.name = "rewrite",
	.arguments = "[OPTIONS] --bind INSIDE=PUBLIC [FILE]",
	.summary = "Show what becomes of a SIP message, offline",
	.help =
"Reads one message from FILE or standard input and writes it to standard\n"
"output as the router would, byte for byte.\n"
"\n"
"  --out                   from inside to outside (the default)\n"
"  --in                    from outside to inside\n"
"  --bind INSIDE=PUBLIC    a signalling endpoint; may be repeated, the first\n"
"                          is the one that the message belongs to\n"
"  --media INSIDE=PUBLIC   an RTP endpoint; may be repeated. RTCP is on the\n"
"                          next port of both, unless there is\n"
"  --media-rtcp INSIDE=PUBLIC\n"
"  --inside ENDPOINT       the phone that the message belongs to\n"
"  --outside ENDPOINT      what this router's NAT makes of it (default: the\n"
"                          public endpoint)\n"
"  --written LIST          with --in: what the phone itself wrote: via-port,\n"
"                          rport, contact-port (these are the default),\n"
"                          identity-port, via-public, contact-public, none\n"
"  --via 0|1|2             sent-by of Via: never, without rport, always\n"
"  --ice 0|1               media with ICE candidates: leave alone, add one\n"
"  --no-identity           leave From and To alone\n"
"  --no-hairpin            leave the media of two inside phones outside\n"
"  --register-max SECONDS  tell the phone of no longer lease\n"
"  --warning TEXT          tell the registrar about the NAT in each REGISTER\n"
"  --diff                  print its lines, changed ones before (-) and\n"
"                          after (+)\n"
"  --explain               print what each rule did or declined, and its line\n"
"  --json                  print facts and replacements as JSON\n"
"\n"
"An endpoint is written like 192.168.1.10:5060 or [2001:db8::1]:5060.\n",
	.run = rewrite_run,
};
