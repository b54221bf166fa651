// SPDX-License-Identifier: GPL-2.0-or-later
/* The subcommand "flush". */
#include <getopt.h>

#include "command.h"
#include "failure.h"
#include "kernel.h"

static int flush_run(const struct sipmap_command *command, int argc,
		     char **argv)
{
	struct sipmap_options options;
	struct sipmap_knl *knl;
	u32 ifindex = 0;
	int status;

	status = sipmap_options_parse(command, argc, argv, &options);
	if (status)
		return status;
	if (argc - optind > 1)
		return sipmap_misused("%s: one interface at a time",
				      argv[optind + 1]);
	if (optind < argc)
		status = sipmap_kernel_ifindex(argv[optind], &ifindex);
	if (status)
		return status;
	knl = sipmap_kernel_open(&status);
	if (!knl)
		return status;
	status = sipmap_kernel_result(knl, sipmap_knl_flush(knl, ifindex));
	sipmap_knl_close(knl);
	return status;
}

const struct sipmap_command sipmap_command_flush = {
	.name = "flush",
	.arguments = "[INTERFACE]",
	.summary = "Forget all bindings and calls, or those of one interface",
	.help =
"Phones are found again when they next register; calls that are up lose their\n"
"media. Static mappings of endpoints are forgotten too.\n",
	.run = flush_run,
};
