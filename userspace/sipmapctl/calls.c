// SPDX-License-Identifier: GPL-2.0-or-later
/* The subcommand "calls". */
#include <stdio.h>

#include "../common/names.h"
#include "argument.h"
#include "command.h"
#include "failure.h"
#include "json.h"
#include "kernel.h"
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
	sipmap_show_call(sipmap_json_add_object(arg, NULL), &object->call);
	return 0;
}

static int calls_run(const struct sipmap_command *command, int argc,
		     char **argv)
{
	struct sipmap_options options;
	struct sipmap_table table;
	struct odict *object;
	int status;

	status = sipmap_options_alone(command, argc, argv, &options);
	if (status)
		return status;
	if (options.json) {
		object = sipmap_json_new();
		status = sipmap_kernel_list(SIPMAP_CMD_CALL_GET, calls_json,
					    sipmap_json_add_array(object,
								  "calls"));
		return sipmap_json_finish(object, status);
	}
	sipmap_table_init(&table, columns, ARRAY_SIZE(columns));
	status = sipmap_kernel_list(SIPMAP_CMD_CALL_GET, calls_text, &table);
	return sipmap_table_finish(&table, &options, status);
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
"STREAMS counts media endpoints. Times are seconds.\n",
	.run = calls_run,
};
