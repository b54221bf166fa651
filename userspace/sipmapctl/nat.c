// SPDX-License-Identifier: GPL-2.0-or-later
/* The subcommand "nat": what kind of NAT stands in front of this router. */
#include <stdio.h>

#include "../common/names.h"
#include "argument.h"
#include "command.h"
#include "failure.h"
#include "json.h"
#include "kernel.h"
#include "show.h"

static void nat_line(const char *title,
		     const struct sipmap_endpoint *address)
{
	char text[SIPMAP_ARGUMENT_TEXT_MAX];

	if (address->family != SIPMAP_FAMILY_NONE)
		printf("  %-16s  %s\n", title,
		       sipmap_argument_address_text(address, text));
}

static int nat_text(const struct sipmap_knl_object *object, void *arg)
{
	const struct sipmap_knl_realm *realm = &object->realm;
	char name[IF_NAMESIZE];
	unsigned int *realms = arg;

	if (!*realm->name)
		sipmap_kernel_interface(realm->ifindex, name);
	if ((*realms)++)
		putchar('\n');
	printf("%s: %s\n", *realm->name ? realm->name : name,
	       *realm->verdict ? realm->verdict :
	       "not examined yet; the agent does it, see sipmapctl status");
	printf("  %-16s  %s\n", "mapping",
	       sipmap_mapping_name(realm->mapping));
	nat_line("outside address", &realm->address);
	nat_line("public address", &realm->public_address);
	nat_line("static address", &realm->static_address);
	printf("  %-16s  %s\n", "this router",
	       realm->translates ? "translates" : "does not translate");
	return 0;
}

static int nat_json(const struct sipmap_knl_object *object, void *arg)
{
	sipmap_show_realm(sipmap_json_add_object(arg, NULL), &object->realm);
	return 0;
}

static int nat_run(const struct sipmap_command *command, int argc,
		   char **argv)
{
	struct sipmap_options options;
	unsigned int realms = 0;
	struct odict *object;
	int status;

	status = sipmap_options_alone(command, argc, argv, &options);
	if (status)
		return status;
	if (options.json) {
		object = sipmap_json_new();
		status = sipmap_kernel_list(SIPMAP_CMD_REALM_GET, nat_json,
					    sipmap_json_add_array(object,
								  "realms"));
		return sipmap_json_finish(object, status);
	}
	status = sipmap_kernel_list(SIPMAP_CMD_REALM_GET, nat_text, &realms);
	if (!status && !realms)
		puts("no outside interface is known yet: start sipmapd, or name one with sipmapctl set");
	return status;
}

const struct sipmap_command sipmap_command_nat = {
	.name = "nat",
	.arguments = "[--json]",
	.summary = "Say what NAT stands in front of this router",
	.help =
"For each outside interface: the verdict, how the NAT maps (RFC 4787), the\n"
"outside address, and the public address as measured and as configured.\n",
	.run = nat_run,
};
