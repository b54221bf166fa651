// SPDX-License-Identifier: GPL-2.0-or-later
/* The subcommand "calls". */
#include <stdio.h>

#include "../common/names.h"
#include "argument.h"
#include "command.h"
#include "failure.h"
#include "json.h"
#include "kernel.h"
#include "media.h"
#include "show.h"
#include "table.h"

static const struct sipmap_column columns[] = {
	{ .title = "ID", .rank = 1, .right = true },
	{ .title = "STATE" },
	{ .title = "WAY" },
	{ .title = "INSIDE" },
	{ .title = "PEER" },
	{ .title = "AGE", .right = true },
	{ .title = "EXPIRES", .rank = 2, .right = true },
	{ .title = "STREAMS", .rank = 3, .right = true },
	{ .title = "CALL-ID", .rank = 4 },
	{ .title = "END", .rank = 5 },
};

static const struct sipmap_column media_columns[] = {
	{ .title = "CALL", .right = true },
	{ .title = "KIND" },
	{ .title = "INSIDE" },
	{ .title = "OUTSIDE", .rank = 1 },
	{ .title = "PUBLIC" },
	{ .title = "OUT", .right = true },
	{ .title = "IN", .right = true },
};

/**
 * struct calls - what a listing as JSON is made of
 * @list: where calls go
 * @media: their media
 */
struct calls {
	struct odict *list;
	struct sipmap_media media;
};

/* Call-ID is the far side's text: nothing of it may reach the terminal raw. */
static void add_call_id(struct sipmap_table *table,
			const struct sipmap_knl_call *call)
{
	char text[sizeof(call->call_id)];
	u32 i;

	for (i = 0; i < call->call_id_length && i < sizeof(text) - 1; i++)
		text[i] = call->call_id[i] > ' ' && call->call_id[i] < 0x7f ?
			  call->call_id[i] : '?';
	text[i] = '\0';
	sipmap_table_add(table, "%s", text);
}

static int calls_text(const struct sipmap_knl_object *object, void *arg)
{
	const struct sipmap_knl_call *call = &object->call;
	char text[SIPMAP_ARGUMENT_TEXT_MAX];
	struct sipmap_table *table = arg;

	sipmap_table_add(table, "%u", call->id);
	sipmap_table_add(table, "%s", sipmap_call_state_name(call->state));
	sipmap_table_add(table, "%s", call->inbound ? "in" : "out");
	sipmap_table_add(table, "%s", sipmap_argument_text(&call->inside,
							   text));
	sipmap_table_add(table, "%s", sipmap_argument_text(&call->peer, text));
	sipmap_table_add(table, "%u", call->age);
	sipmap_table_add(table, "%u", call->expires);
	sipmap_table_add(table, "%u", call->streams);
	add_call_id(table, call);
	sipmap_table_add(table, "%s", call->end);
	return 0;
}

static int calls_json(const struct sipmap_knl_object *object, void *arg)
{
	struct odict *to;
	struct calls *calls = arg;

	to = sipmap_json_add_object(calls->list, NULL);
	sipmap_show_call(to, &object->call);
	sipmap_media_show(&calls->media, sipmap_json_add_array(to, "media"),
			  object->call.id);
	return 0;
}

static int calls_as_json(struct sipmap_media *media)
{
	struct odict *object = sipmap_json_new();
	struct calls calls = {
		.list = sipmap_json_add_array(object, "calls"),
		.media = *media,
	};
	int status;

	status = sipmap_kernel_list(SIPMAP_CMD_CALL_GET, calls_json, &calls);
	return sipmap_json_finish(object, status);
}

static int calls_as_text(struct sipmap_media *media,
			 const struct sipmap_options *options)
{
	struct sipmap_table table;
	int status;

	sipmap_table_init(&table, columns, ARRAY_SIZE(columns));
	status = sipmap_kernel_list(SIPMAP_CMD_CALL_GET, calls_text, &table);
	status = sipmap_table_finish(&table, options, status);
	if (status || !media->count)
		return status;
	putchar('\n');
	sipmap_table_init(&table, media_columns, ARRAY_SIZE(media_columns));
	sipmap_media_add(media, &table);
	return sipmap_table_finish(&table, options, 0);
}

static int calls_run(const struct sipmap_command *command, int argc,
		     char **argv)
{
	struct sipmap_media media = { 0 };
	struct sipmap_options options;
	int status;

	status = sipmap_options_alone(command, argc, argv, &options);
	if (status)
		return status;
	status = sipmap_media_read(&media);
	if (!status)
		status = options.json ? calls_as_json(&media) :
					calls_as_text(&media, &options);
	sipmap_media_clean(&media);
	return status;
}

const struct sipmap_command sipmap_command_calls = {
	.name = "calls",
	.arguments = "[--wide] [--json]",
	.summary = "List calls",
	.help =
"  --wide   all columns, even where the lines get longer than 80 characters\n"
"  --json   everything, as JSON\n"
"\n"
"WAY is out for a call that an inside phone made, in for one it was made to.\n"
"STREAMS counts media streams, which are listed below with their packets, from\n"
"the phone and to it, where conntrack counts them (sysctl\n"
"net.netfilter.nf_conntrack_acct=1). Times are seconds.\n",
	.run = calls_run,
};
