// SPDX-License-Identifier: GPL-2.0-or-later
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "argument.h"
#include "failure.h"
#include "rewrite.h"

enum rewrite_option {
	OPTION_BIND = 256,
	OPTION_MEDIA,
	OPTION_MEDIA_RTCP,
	OPTION_OUT,
	OPTION_IN,
	OPTION_INSIDE,
	OPTION_OUTSIDE,
	OPTION_WRITTEN,
	OPTION_VIA,
	OPTION_ICE,
	OPTION_NO_IDENTITY,
	OPTION_NO_HAIRPIN,
	OPTION_REGISTER_MAX,
	OPTION_WARNING,
	OPTION_DIFF,
	OPTION_EXPLAIN,
	OPTION_JSON,
	OPTION_HELP,
};

static const struct option rewrite_known[] = {
	{ "bind", required_argument, NULL, OPTION_BIND },
	{ "media", required_argument, NULL, OPTION_MEDIA },
	{ "media-rtcp", required_argument, NULL, OPTION_MEDIA_RTCP },
	{ "out", no_argument, NULL, OPTION_OUT },
	{ "in", no_argument, NULL, OPTION_IN },
	{ "inside", required_argument, NULL, OPTION_INSIDE },
	{ "outside", required_argument, NULL, OPTION_OUTSIDE },
	{ "written", required_argument, NULL, OPTION_WRITTEN },
	{ "via", required_argument, NULL, OPTION_VIA },
	{ "ice", required_argument, NULL, OPTION_ICE },
	{ "no-identity", no_argument, NULL, OPTION_NO_IDENTITY },
	{ "no-hairpin", no_argument, NULL, OPTION_NO_HAIRPIN },
	{ "register-max", required_argument, NULL, OPTION_REGISTER_MAX },
	{ "warning", required_argument, NULL, OPTION_WARNING },
	{ "diff", no_argument, NULL, OPTION_DIFF },
	{ "explain", no_argument, NULL, OPTION_EXPLAIN },
	{ "json", no_argument, NULL, OPTION_JSON },
	{ "help", no_argument, NULL, OPTION_HELP },
	{ NULL, 0, NULL, 0 },
};

const struct sipmap_written_word sipmap_written_words[] = {
	{ "via-port", SIPMAP_WROTE_VIA_PORT },
	{ "rport", SIPMAP_WROTE_VIA_RPORT },
	{ "contact-port", SIPMAP_WROTE_CONTACT_PORT },
	{ "identity-port", SIPMAP_WROTE_IDENTITY_PORT },
	{ "via-public", SIPMAP_WROTE_VIA_PUBLIC },
	{ "contact-public", SIPMAP_WROTE_CONTACT_PUBLIC },
	{ "none", 0 },
	{ NULL, 0 },
};

static int rewrite_written(struct sipmap_view *view, const char *text)
{
	const struct sipmap_written_word *word;

	view->written = 0;
	while (*text) {
		size_t length = strcspn(text, ",");

		for (word = sipmap_written_words; word->name; word++)
			if (strlen(word->name) == length &&
			    !memcmp(word->name, text, length))
				break;
		if (!word->name)
			return sipmap_misused("%.*s is nothing that --written knows: give words of its list",
					      (int)length, text);
		view->written |= word->bit;
		text += length + (text[length] == ',');
	}
	return 0;
}

static int rewrite_via(struct sipmap_settings *settings, const char *text)
{
	if (strlen(text) != 1 || *text < '0' || *text > '2')
		return sipmap_misused("--via %s: give 0 (never), 1 (without rport) or 2 (always)",
				      text);
	settings->via = *text - '0';
	return 0;
}

static int rewrite_ice(struct sipmap_settings *settings, const char *text)
{
	if (strcmp(text, "0") && strcmp(text, "1"))
		return sipmap_misused("--ice %s: give 0 (leave it) or 1 (add a candidate)",
				      text);
	settings->ice = *text - '0';
	return 0;
}

static int rewrite_register_max(struct sipmap_settings *settings,
				const char *text)
{
	unsigned long number;
	char *end;

	number = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || number > 86400)
		return sipmap_misused("--register-max %s: give seconds, 0 (any) to 86400",
				      text);
	settings->register_max = (u32)number;
	return 0;
}

static int rewrite_warning(struct sipmap_view *view, const char *text)
{
	size_t length = strlen(text);

	if (!length || length > SIPMAP_WARNING_MAX)
		return sipmap_misused("--warning: give a text of 1 to %d bytes",
				      SIPMAP_WARNING_MAX);
	view->warning = text;
	view->warning_length = (u16)length;
	return 0;
}

static int rewrite_option(struct sipmap_rewrite *rewrite, char **argv, int c)
{
	struct sipmap_view *view = &rewrite->view;

	switch (c) {
	case OPTION_BIND:
		return sipmap_mappings_add(&rewrite->mappings,
					   SIPMAP_KIND_SIGNALLING, optarg);
	case OPTION_MEDIA:
		return sipmap_mappings_add(&rewrite->mappings,
					   SIPMAP_KIND_RTP, optarg);
	case OPTION_MEDIA_RTCP:
		return sipmap_mappings_add(&rewrite->mappings,
					   SIPMAP_KIND_RTCP, optarg);
	case OPTION_OUT:
		view->direction = SIPMAP_OUT;
		return 0;
	case OPTION_IN:
		view->direction = SIPMAP_IN;
		return 0;
	case OPTION_INSIDE:
		return sipmap_argument_endpoint(&view->inside, optarg);
	case OPTION_OUTSIDE:
		return sipmap_argument_endpoint(&view->outside, optarg);
	case OPTION_WRITTEN:
		return rewrite_written(view, optarg);
	case OPTION_VIA:
		return rewrite_via(&view->settings, optarg);
	case OPTION_ICE:
		return rewrite_ice(&view->settings, optarg);
	case OPTION_NO_IDENTITY:
		view->settings.identity = false;
		return 0;
	case OPTION_NO_HAIRPIN:
		view->settings.hairpin = false;
		return 0;
	case OPTION_REGISTER_MAX:
		return rewrite_register_max(&view->settings, optarg);
	case OPTION_WARNING:
		return rewrite_warning(view, optarg);
	case OPTION_DIFF:
		rewrite->diff = true;
		return 0;
	case OPTION_EXPLAIN:
		rewrite->explain = true;
		view->explain = sipmap_notes_take;
		return 0;
	case OPTION_JSON:
		rewrite->json = true;
		return 0;
	default:
		return sipmap_option_wrong(argv, c);
	}
}

/* What of the flow was not given follows from the first --bind. */
static int rewrite_flow(struct sipmap_rewrite *rewrite)
{
	const struct sipmap_mappings *mappings = &rewrite->mappings;
	const struct sipmap_mapping *mapping = NULL;
	struct sipmap_view *view = &rewrite->view;
	size_t i;

	for (i = 0; i < mappings->count && !mapping; i++)
		if (mappings->mapping[i].kind == SIPMAP_KIND_SIGNALLING)
			mapping = &mappings->mapping[i];
	if (view->inside.family == SIPMAP_FAMILY_NONE) {
		if (!mapping)
			return sipmap_misused("whose message is it? give --bind INSIDE=PUBLIC");
		view->inside = mapping->inside;
	}
	mapping = sipmap_mappings_inside(mappings, SIPMAP_KIND_SIGNALLING,
					 &view->inside);
	if (mapping)
		view->public_endpoint = mapping->public_endpoint;
	if (view->outside.family == SIPMAP_FAMILY_NONE)
		view->outside = mapping ? mapping->public_endpoint :
				view->inside;
	return 0;
}

/**
 * sipmap_rewrite_options() - read the command line of "rewrite"
 * @rewrite: zeroed; to be filled in but for the message and its results
 * @command: the subcommand, for its help
 * @argc: its arguments, the name included
 * @argv: its arguments
 *
 * Return: 0, SIPMAP_OPTIONS_HELPED, or an exit status after a report.
 */
int sipmap_rewrite_options(struct sipmap_rewrite *rewrite,
			   const struct sipmap_command *command, int argc,
			   char **argv)
{
	struct sipmap_view *view = &rewrite->view;
	int status;
	int c;

	view->written = SIPMAP_WROTE_VIA_PORT | SIPMAP_WROTE_VIA_RPORT |
			SIPMAP_WROTE_CONTACT_PORT;
	view->settings.via = SIPMAP_VIA_ALWAYS;
	view->settings.identity = true;
	view->settings.hairpin = true;
	view->find = sipmap_mappings_find;
	view->context = &rewrite->mappings;

	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, ":", rewrite_known, NULL)) != -1) {
		if (c == OPTION_HELP) {
			sipmap_command_help(command);
			return SIPMAP_OPTIONS_HELPED;
		}
		status = rewrite_option(rewrite, argv, c);
		if (status)
			return status;
	}
	if (rewrite->json && rewrite->diff)
		return sipmap_misused("--json and --diff exclude each other; give one of them");
	if (rewrite->explain && rewrite->diff)
		return sipmap_misused("--explain and --diff exclude each other; give one of them");
	if (argc - optind > 1)
		return sipmap_misused("%s: one message at a time",
				      argv[optind + 1]);
	rewrite->path = argv[optind];
	sipmap_mappings_pair(&rewrite->mappings);
	return rewrite_flow(rewrite);
}
