// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Torture messages with an own endpoint in them: each address literal of each
 * message in turn is the phone's, or the public endpoint's. Every change is
 * justified by the rule for its line, and stands in a list that people have
 * read, corpora.expected; so does each place that names it and stays.
 *
 * To renew that list, read the differences, and copy the list that a run
 * leaves in build/unit/corpora.actual.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "file.h"
#include "literal.h"
#include "page.h"
#include "tap.h"
#include "tests.h"
#include "vector.h"

static struct sipmap_vector_work work;
static struct literals literals;
static const char *folder;
static FILE *actual;

/* Every port of the phone's address is mapped, in a way one can read. */
static bool own_find(const struct sipmap_view *view, enum sipmap_kind kind,
		     const struct sipmap_endpoint *from,
		     struct sipmap_endpoint *to, u8 *written)
{
	bool out = view->direction == SIPMAP_OUT;

	*written = view->written;
	*to = out ? view->public_endpoint : view->inside;
	if (kind == SIPMAP_KIND_SIGNALLING)
		return sipmap_endpoint_equal(from, out ? &view->inside :
					     &view->public_endpoint);
	/* IN, media of another phone, as if both were behind this router */
	if (!out)
		to->address[3]++;
	to->port = (u16)(50000 + from->port % 10000);
	return sipmap_endpoint_same_address(from, out ? &view->inside :
					    &view->public_endpoint);
}

static void own_view(struct sipmap_view *view, enum sipmap_direction direction,
		     const struct sipmap_endpoint *own)
{
	struct sipmap_endpoint *other = direction == SIPMAP_OUT ?
					&view->public_endpoint : &view->inside;

	memset(view, 0, sizeof(*view));
	view->direction = direction;
	if (direction == SIPMAP_OUT) {
		sipmap_endpoint_from_host(other, "203.0.113.7", 11);
		other->port = 40123;
		view->inside = *own;
	} else {
		sipmap_endpoint_from_host(other, "192.168.1.10", 12);
		other->port = 5060;
		view->public_endpoint = *own;
		view->written = SIPMAP_WROTE_VIA_PORT | SIPMAP_WROTE_VIA_RPORT |
				SIPMAP_WROTE_CONTACT_PORT;
	}
	view->settings.via = SIPMAP_VIA_ALWAYS;
	view->settings.identity = true;
	view->settings.hairpin = true;
	view->find = own_find;
}

/* What the rules say about the lines of a message, by how they begin. */
static const struct {
	const char *line;
	const char *rule;
	bool in_body;
	u8 where;
} own_rules[] = {
	{ "via", "via", false, SIPMAP_OUT_REQUESTS | SIPMAP_IN_RESPONSES },
	{ "v", "via", false, SIPMAP_OUT_REQUESTS | SIPMAP_IN_RESPONSES },
	{ "contact", "contact", false, SIPMAP_EVERYWHERE },
	{ "m", "contact", false, SIPMAP_EVERYWHERE },
	{ "from", "identity", false, SIPMAP_EVERYWHERE },
	{ "f", "identity", false, SIPMAP_EVERYWHERE },
	{ "to", "identity", false, SIPMAP_EVERYWHERE },
	{ "t", "identity", false, SIPMAP_EVERYWHERE },
	{ "route", "route", false, SIPMAP_EVERYWHERE },
	{ "record-route", "route", false, SIPMAP_EVERYWHERE },
	{ "path", "route", false, SIPMAP_EVERYWHERE },
	{ "service-route", "route", false, SIPMAP_EVERYWHERE },
	{ "refer-to", "refer", false, SIPMAP_EVERYWHERE },
	{ "referred-by", "refer", false, SIPMAP_EVERYWHERE },
	{ "content-length", "length", false, SIPMAP_EVERYWHERE },
	{ "l", "length", false, SIPMAP_EVERYWHERE },
	{ "o", "origin", true, SIPMAP_OUT_REQUESTS | SIPMAP_OUT_RESPONSES },
	{ "c", "connection", true, SIPMAP_EVERYWHERE },
	{ "m", "media", true, SIPMAP_EVERYWHERE },
	{ "a", "rtcp", true, SIPMAP_EVERYWHERE },
};

/* Where the line begins that a change at @offset belongs to, unfolded. */
static size_t own_line(const char *data, size_t offset, bool in_body)
{
	while (offset && (data[offset - 1] != '\n' ||
			  (!in_body && (data[offset] == ' ' ||
					data[offset] == '\t'))))
		offset--;
	return offset;
}

static const char *own_rule(const char *data, size_t offset,
			    enum sipmap_direction direction)
{
	const struct sipmap_message *message = &work.message;
	bool in_body = offset >= message->body.offset;
	size_t line = own_line(data, offset, in_body);
	size_t length = strcspn(data + line, in_body ? "=" : ": \t");
	u8 where;
	size_t i;

	if (direction == SIPMAP_OUT)
		where = message->status ? SIPMAP_OUT_RESPONSES :
					  SIPMAP_OUT_REQUESTS;
	else
		where = message->status ? SIPMAP_IN_RESPONSES :
					  SIPMAP_IN_REQUESTS;
	if (line == message->start.offset)
		return where == SIPMAP_IN_REQUESTS ? "request-uri" : NULL;
	for (i = 0; i < ARRAY_SIZE(own_rules); i++)
		if (own_rules[i].in_body == in_body &&
		    strlen(own_rules[i].line) == length &&
		    !strncasecmp(data + line, own_rules[i].line, length))
			return own_rules[i].where & where ? own_rules[i].rule :
			       NULL;
	return NULL;
}

static unsigned int own_line_number(const char *data, size_t offset)
{
	unsigned int number = 1;
	size_t i;

	for (i = 0; i < offset; i++)
		number += data[i] == '\n';
	return number;
}

/* One change: "rule line: old -> new", white space that is inserted shown. */
static void own_write_edit(const char *data, const struct sipmap_edit *edit,
			   enum sipmap_direction direction)
{
	const char *text = work.plan.edits.text + edit->text;
	const char *rule = own_rule(data, edit->offset, direction);
	unsigned int number = own_line_number(data, edit->offset);
	int i;

	if (!rule)
		tap_fault("line %u: no rule allows \"%.*s\" -> \"%.*s\"",
			  number, edit->old_length, data + edit->offset,
			  edit->new_length, text);
	fprintf(actual, "  %s %u: \"%.*s\" -> \"", rule ? rule : "NONE",
		number, edit->old_length, data + edit->offset);
	for (i = 0; i < edit->new_length; i++)
		if (text[i] == '\r' || text[i] == '\n')
			fputs(text[i] == '\r' ? "\\r" : "\\n", actual);
		else
			fputc(text[i], actual);
	fputs("\"\n", actual);
}

static bool own_is_edited(const struct literal *literal)
{
	const struct sipmap_edits *edits = &work.plan.edits;
	unsigned int i;

	for (i = 0; i < edits->count; i++)
		if (edits->edit[i].offset < literal->offset + literal->length &&
		    edits->edit[i].offset + edits->edit[i].old_length >
		    literal->offset)
			return true;
	return false;
}

/* Where the endpoint's address still stands: the line, and how it begins. */
static void own_write_kept(const char *data, const struct sipmap_endpoint *own)
{
	unsigned int i;

	for (i = 0; i < literals.count; i++) {
		const struct literal *literal = &literals.literal[i];
		size_t line = own_line(data, literal->offset, false);

		if (sipmap_endpoint_same_address(&literal->endpoint, own) &&
		    !own_is_edited(literal))
			fprintf(actual, "  kept %u: %.*s\n",
				own_line_number(data, literal->offset),
				(int)strcspn(data + line, ":=\r\n"),
				data + line);
	}
}

static void own_rewrite(const char *name, const char *data, size_t length,
			const struct sipmap_endpoint *own,
			enum sipmap_direction direction)
{
	char text[SIPMAP_ENDPOINT_TEXT_MAX] = "";
	struct sipmap_vector vector;
	unsigned int i;

	memset(&vector, 0, sizeof(vector));
	own_view(&vector.view, direction, own);
	sipmap_vector_rewrite(&vector, page_end_copy(data, length), length,
			      &work);
	if (work.reason != SIPMAP_REASON_REWRITTEN &&
	    (work.out_length != length || memcmp(work.out, data, length)))
		tap_fault("it changed although it was not rewritten");
	sipmap_endpoint_print(own, text);
	fprintf(actual, "%s %s %s: %s\n", name, text,
		direction == SIPMAP_OUT ? "out" : "in",
		sipmap_reason_name(work.reason));
	for (i = 0; i < work.plan.edits.count; i++)
		own_write_edit(data, &work.plan.edits.edit[i], direction);
	own_write_kept(data, own);
}

static void own_file(const char *path, const char *name, const char *data,
		     size_t length)
{
	char shown[256];
	unsigned int i;

	(void)path;
	snprintf(shown, sizeof(shown), "%s/%s", folder, name);
	tap_begin();
	literals_find(&literals, data, length);
	for (i = 0; i < literals.count; i++) {
		const struct literal *literal = &literals.literal[i];

		if (literal->again)
			continue;
		own_rewrite(shown, data, length, &literal->endpoint,
			    SIPMAP_OUT);
		own_rewrite(shown, data, length, &literal->endpoint,
			    SIPMAP_IN);
	}
	snprintf(shown, sizeof(shown),
		 "torture message %s: own endpoints change only where a rule says so",
		 name);
	tap_end(shown);
}

/* Show where two texts begin to differ, with the lines around. */
static void own_compare(const char *wanted, size_t wanted_length,
			const char *got, size_t got_length)
{
	size_t line = 0;
	size_t at = 0;

	while (at < wanted_length && at < got_length &&
	       wanted[at] == got[at]) {
		if (wanted[at++] == '\n')
			line = at;
	}
	if (at == wanted_length && at == got_length)
		return;
	tap_fault("from line %u on the changes are not those expected",
		  own_line_number(wanted, line));
	tap_message("expected", wanted + line,
		    wanted_length - line < 400 ? wanted_length - line : 400);
	tap_message("actual", got + line,
		    got_length - line < 400 ? got_length - line : 400);
}

static void own_list(const char *expected, const char *left, const char *got,
		     size_t got_length)
{
	FILE *stream = fopen(left, "wb");
	size_t length = 0;
	char *wanted = file_read(expected, &length);

	tap_begin();
	if (stream) {
		fwrite(got, 1, got_length, stream);
		fclose(stream);
	}
	if (!wanted)
		tap_fault("%s cannot be read", expected);
	else
		own_compare(wanted, length, got, got_length);
	free(wanted);
	tap_end("all changes in torture messages are those that people have read");
}

/*
 * test_own_corpora - run all messages with each of their endpoints as own
 * @corpora: where the messages are; NULL if they are not at hand
 * @expected: the list of changes that people have read
 * @left: where the list of this run is left
 */
void test_own_corpora(const char *corpora, const char *expected,
		      const char *left)
{
	static const char *const names[] = { "rfc4475", "rfc5118" };
	size_t length = 0;
	char *got = NULL;
	size_t i;

	if (!corpora) {
		tap_skip("torture messages with own endpoints",
			 "the messages of RFC 4475 and RFC 5118 are not here");
		return;
	}
	actual = open_memstream(&got, &length);
	for (i = 0; actual && i < sizeof(names) / sizeof(names[0]); i++) {
		char path[4096];

		folder = names[i];
		snprintf(path, sizeof(path), "%s/%s", corpora, folder);
		file_each(path, "", own_file);
	}
	if (actual)
		fclose(actual);
	own_list(expected, left, got ? got : "", length);
	free(got);
}
