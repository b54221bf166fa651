// SPDX-License-Identifier: GPL-2.0-or-later
/* The subcommand "nat": what kind of NAT stands in front of this router. */
#include <getopt.h>
#include <stdio.h>

#include "../common/advice.h"
#include "../common/names.h"
#include "argument.h"
#include "command.h"
#include "failure.h"
#include "json.h"
#include "kernel.h"
#include "nat_test.h"
#include "show.h"

static void nat_line(const char *title,
		     const struct sipmap_endpoint *address)
{
	char text[SIPMAP_ARGUMENT_TEXT_MAX];

	if (address->family != SIPMAP_FAMILY_NONE)
		printf("  %-16s  %s\n", title,
		       sipmap_argument_address_text(address, text));
}

static void nat_words(const char *title, const char *words)
{
	printf("  %-16s  %s\n", title, words);
}

static void nat_lifetime(u32 seconds)
{
	char text[32];

	snprintf(text, sizeof(text), "%u s", seconds);
	nat_words("idle mapping", seconds ? text : "lives for unknown time");
}

static const char *nat_carrier(const struct sipmap_knl_realm *realm)
{
	if (!sipmap_advice_carrier(realm))
		return "none seen";
	return realm->nats > 1 ? "two NATs or more behind this router" :
				 "one NAT or more behind this router";
}

static const char *nat_stun(const struct sipmap_knl_realm *realm)
{
	switch (realm->stun) {
	case SIPMAP_FINDING_YES:
		return "answer";
	case SIPMAP_FINDING_NO:
		return "do not answer at this time";
	default:
		return "unknown";
	}
}

static void nat_findings(const struct sipmap_knl_realm *realm)
{
	if (*realm->type)
		nat_words("type", realm->type);
	nat_words("mapping", sipmap_mapping_name(realm->mapping));
	nat_words("filtering", sipmap_filtering_name(realm->filtering));
	nat_words("hairpinning", sipmap_finding_name(realm->hairpin));
	nat_words("ports kept", sipmap_finding_name(realm->preserves));
	nat_words("SIP rewriter", sipmap_finding_name(realm->alters));
	nat_lifetime(realm->lifetime);
	nat_words("carrier NAT", nat_carrier(realm));
	nat_words("STUN servers", nat_stun(realm));
}

static int nat_text(const struct sipmap_knl_object *object, void *arg)
{
	const struct sipmap_knl_realm *realm = &object->realm;
	const char *remedy = sipmap_advice_stun(realm);
	char name[IF_NAMESIZE];
	unsigned int *realms = arg;

	if (!*realm->name)
		sipmap_kernel_interface(realm->ifindex, name);
	if ((*realms)++)
		putchar('\n');
	printf("%s: %s\n", *realm->name ? realm->name : name,
	       *realm->verdict ? realm->verdict :
	       "not examined yet; the agent does it, see sipmapctl status");
	nat_findings(realm);
	nat_line("outside address", &realm->address);
	nat_line("over IPv6", &realm->address_ipv6);
	nat_line("public address", &realm->public_address);
	nat_line("static address", &realm->static_address);
	nat_words("this router", realm->translates ? "translates" :
						     "does not translate");
	nat_words("advice", sipmap_advice(realm));
	if (remedy)
		nat_words("advice", remedy);
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
	bool json, test;
	const struct sipmap_flag flags[] = {
		{ "json", &json },
		{ "test", &test },
	};
	unsigned int realms = 0;
	struct odict *object;
	int status;

	status = sipmap_flags_read(command, argc, argv, flags, 2);
	if (!status && optind < argc)
		return sipmap_misused("unknown argument %s", argv[optind]);
	if (!status && test)
		status = sipmap_nat_test(json);
	if (status)
		return status;
	if (json) {
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
	.arguments = "[--test] [--json]",
	.summary = "Say what NAT stands in front of this router",
	.help =
"For each outside interface: the verdict, RFC 3489's name for the NAT, how it\n"
"maps and whom it lets in (RFC 4787), whether it hairpins and keeps ports, the\n"
"outside address, the public address as measured and as configured, whether\n"
"STUN servers answer at this time, and what to do about it.\n"
"\n"
"  --test   have the agent test the NAT now, and print each test as it ends\n",
	.run = nat_run,
};
