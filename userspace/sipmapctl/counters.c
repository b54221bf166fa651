// SPDX-License-Identifier: GPL-2.0-or-later
/* The subcommand "counters": how many packets met which fate. */
#include <inttypes.h>
#include <stdio.h>

#include "command.h"
#include "failure.h"
#include "json.h"
#include "kernel.h"
#include "table.h"

static const struct sipmap_column columns[] = {
	{ .title = "COUNTER" },
	{ .title = "VALUE", .right = true },
};

static int counters_text(const struct sipmap_knl_object *object, void *arg)
{
	const struct sipmap_knl_counter *counter = &object->counter;

	sipmap_table_add(arg, "%s", counter->name);
	sipmap_table_add(arg, "%" PRIu64, counter->value);
	return 0;
}

static int counters_json(const struct sipmap_knl_object *object, void *arg)
{
	const struct sipmap_knl_counter *counter = &object->counter;

	sipmap_json_add_number(arg, counter->name, counter->value);
	return 0;
}

static int counters_run(const struct sipmap_command *command, int argc,
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
		status = sipmap_kernel_list(SIPMAP_CMD_COUNTER_GET,
					    counters_json, object);
		return sipmap_json_finish(object, status);
	}
	sipmap_table_init(&table, columns, ARRAY_SIZE(columns));
	status = sipmap_kernel_list(SIPMAP_CMD_COUNTER_GET, counters_text,
				    &table);
	return sipmap_table_finish(&table, &options, status);
}

const struct sipmap_command sipmap_command_counters = {
	.name = "counters",
	.arguments = "[--json]",
	.summary = "Show how often what happened to a message",
	.help = "The counters are explained in sipmap(7).\n",
	.run = counters_run,
};
