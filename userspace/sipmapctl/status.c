// SPDX-License-Identifier: GPL-2.0-or-later
/* The subcommand "status": is everything there, and how full are the tables? */
#include <stdio.h>

#include "command.h"
#include "failure.h"
#include "json.h"
#include "kernel.h"

static int status_json(const struct sipmap_knl_status *status)
{
	struct odict *object = sipmap_json_new();

	sipmap_json_add_text(object, "version", status->version);
	sipmap_json_add_bool(object, "enabled", status->enabled);
	sipmap_json_add_bool(object, "agent", status->agent);
	sipmap_json_add_number(object, "bindings", status->bindings);
	sipmap_json_add_number(object, "bindings_max", status->bindings_max);
	sipmap_json_add_number(object, "calls", status->calls);
	sipmap_json_add_number(object, "calls_max", status->calls_max);
	sipmap_json_add_number(object, "warm_pairs", status->warm);
	sipmap_json_add_number(object, "probes", status->probes);
	return sipmap_json_print(object, stdout);
}

static void status_text(const struct sipmap_knl_status *status)
{
	printf("module      nf_sipmap %s, %s\n", status->version,
	       status->enabled ? "enabled" :
	       "not enabled here: sysctl -w net.sipmap.enabled=1");
	printf("agent       %s\n", status->agent ? "connected" :
	       "not there: systemctl start sipmapd");
	printf("bindings    %u of at most %u\n", status->bindings,
	       status->bindings_max);
	printf("calls       %u of at most %u\n", status->calls,
	       status->calls_max);
	printf("warm pairs  %u\n", status->warm);
	printf("probes      %u in flight\n", status->probes);
}

static int status_run(const struct sipmap_command *command, int argc,
		      char **argv)
{
	struct sipmap_knl_status answer;
	struct sipmap_options options;
	struct sipmap_knl *knl;
	int status;

	status = sipmap_options_alone(command, argc, argv, &options);
	if (status)
		return status;
	knl = sipmap_kernel_open(&status);
	if (!knl)
		return status;
	status = sipmap_kernel_result(knl, sipmap_knl_status_get(knl,
								 &answer));
	sipmap_knl_close(knl);
	if (status)
		return status;
	if (options.json)
		return status_json(&answer);
	status_text(&answer);
	return SIPMAP_EXIT_OK;
}

const struct sipmap_command sipmap_command_status = {
	.name = "status",
	.arguments = "[--json]",
	.summary = "Show whether module and agent are at work",
	.help = "",
	.run = status_run,
};
