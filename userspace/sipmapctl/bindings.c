// SPDX-License-Identifier: GPL-2.0-or-later
/* The subcommand "bindings": what stands for what, and for how long. */
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
	{ .title = "ID", .rank = 6, .right = true },
	{ .title = "KIND" },
	{ .title = "STATE", .rank = 1 },
	{ .title = "INSIDE" },
	{ .title = "OUTSIDE" },
	{ .title = "PUBLIC" },
	{ .title = "SOURCE", .rank = 2 },
	{ .title = "EXPIRES", .rank = 3, .right = true },
	{ .title = "LEASE", .rank = 4, .right = true },
	{ .title = "CALL", .rank = 5, .right = true },
	{ .title = "PAIR", .rank = 8, .right = true },
	{ .title = "INTERFACE", .rank = 7 },
	{ .title = "PEER", .rank = 9 },
};

static void add_number(struct sipmap_table *table, u32 has,
		       unsigned int attribute, u32 value)
{
	if (has & SIPMAP_HAS(attribute))
		sipmap_table_add(table, "%u", value);
	else
		sipmap_table_add(table, "-");
}

static int bindings_text(const struct sipmap_knl_object *object, void *arg)
{
	const struct sipmap_knl_binding *binding = &object->binding;
	const char *kind = sipmap_kind_name(binding->kind);
	char text[SIPMAP_ARGUMENT_TEXT_MAX];
	struct sipmap_table *table = arg;
	char name[IF_NAMESIZE];
	u32 has = binding->has;

	if (binding->kind == SIPMAP_BINDING_SIGNALLING)
		kind = "sip";
	sipmap_table_add(table, "%u", binding->id);
	sipmap_table_add(table, "%s", kind);
	sipmap_table_add(table, "%s%s", sipmap_state_name(binding->state),
			 binding->held ? "*" : "");
	sipmap_table_add(table, "%s", sipmap_argument_text(&binding->inside,
							   text));
	sipmap_table_add(table, "%s", sipmap_argument_text(&binding->outside,
							   text));
	sipmap_table_add(table, "%s",
			 sipmap_argument_text(&binding->public_endpoint,
					      text));
	sipmap_table_add(table, "%s", sipmap_source_name(binding->source));
	add_number(table, has, SIPMAP_A_BINDING_EXPIRES, binding->expires);
	add_number(table, has, SIPMAP_A_BINDING_LEASE, binding->lease);
	add_number(table, has, SIPMAP_A_BINDING_CALL, binding->call);
	add_number(table, has, SIPMAP_A_BINDING_PAIR, binding->pair);
	sipmap_table_add(table, "%s",
			 sipmap_kernel_interface(binding->ifindex, name));
	sipmap_table_add(table, "%s", sipmap_argument_text(&binding->peer,
							   text));
	return 0;
}

static int bindings_json(const struct sipmap_knl_object *object, void *arg)
{
	sipmap_show_binding(sipmap_json_add_object(arg, NULL),
			    &object->binding);
	return 0;
}

static int bindings_run(const struct sipmap_command *command, int argc,
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
		status = sipmap_kernel_list(SIPMAP_CMD_BINDING_GET,
					    bindings_json,
					    sipmap_json_add_array(object,
								  "bindings"));
		return sipmap_json_finish(object, status);
	}
	sipmap_table_init(&table, columns, ARRAY_SIZE(columns));
	status = sipmap_kernel_list(SIPMAP_CMD_BINDING_GET, bindings_text,
				    &table);
	return sipmap_table_finish(&table, &options, status);
}

const struct sipmap_command sipmap_command_bindings = {
	.name = "bindings",
	.arguments = "[--wide] [--json]",
	.summary = "List inside, outside and public endpoints",
	.help =
"  --wide   all columns, even where the lines get longer than 80 characters\n"
"  --json   everything, as JSON\n"
"\n"
"KIND is sip, rtp or rtcp. STATE is warm (kept for the next call), pending\n"
"(public endpoint not known yet), ready or failed; with a star, a message is\n"
"held until it is known. SOURCE says where the public endpoint is known from.\n"
"Times are seconds.\n",
	.run = bindings_run,
};
