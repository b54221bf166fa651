// SPDX-License-Identifier: GPL-2.0-or-later
/* The subcommands "set" and "unset": what the operator knows better. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "argument.h"
#include "command.h"
#include "failure.h"
#include "kernel.h"

/**
 * struct sipmap_static - one operand of "set" or "unset"
 * @is_realm: @realm counts, not @binding
 * @realm: an interface and its static public address
 * @binding: an inside endpoint and its static public endpoint
 */
struct sipmap_static {
	bool is_realm;
	struct sipmap_knl_realm realm;
	struct sipmap_knl_binding binding;
};

typedef int (*static_apply_t)(struct sipmap_knl *knl,
			      const struct sipmap_static *item);

/* An endpoint has a colon; the name of an interface cannot have one. */
static int static_left(struct sipmap_static *item, const char *text)
{
	struct sipmap_knl_binding *binding = &item->binding;
	struct sipmap_knl_realm *realm = &item->realm;
	struct sipmap_endpoint address;

	memset(item, 0, sizeof(*item));
	if (strchr(text, ':') || sipmap_argument_address(&address, text)) {
		binding->has = SIPMAP_HAS(SIPMAP_A_BINDING_INSIDE) |
			       SIPMAP_HAS(SIPMAP_A_BINDING_SOURCE);
		binding->source = SIPMAP_SOURCE_STATIC;
		return sipmap_argument_endpoint(&binding->inside, text);
	}
	item->is_realm = true;
	if (!*text || strlen(text) >= sizeof(realm->name))
		return sipmap_misused("%s is neither an interface nor an endpoint: write wan0 or 192.168.1.10:5060",
				      *text ? text : "an empty text");
	realm->has = SIPMAP_HAS(SIPMAP_A_REALM_NAME) |
		     SIPMAP_HAS(SIPMAP_A_REALM_STATIC);
	strcpy(realm->name, text);
	realm->static_address.family = SIPMAP_FAMILY_IPV4;
	return 0;
}

static int static_right(struct sipmap_static *item, const char *text)
{
	struct sipmap_knl_binding *binding = &item->binding;
	static const u8 unspecified[16];
	int status;

	if (item->is_realm) {
		struct sipmap_endpoint *address = &item->realm.static_address;

		if (!sipmap_argument_address(address, text))
			return sipmap_misused("%s is no address: write the public one, without a port",
					      *text ? text : "an empty text");
		if (!memcmp(address->address, unspecified,
			    sizeof(unspecified)))
			return sipmap_misused("%s is nobody's address: to take one back, use sipmapctl unset",
					      text);
		return 0;
	}
	status = sipmap_argument_endpoint(&binding->public_endpoint, text);
	if (!status &&
	    binding->public_endpoint.family != binding->inside.family)
		status = sipmap_misused("%s is of another family than the inside endpoint: give both IPv4 or both IPv6",
					text);
	binding->has |= SIPMAP_HAS(SIPMAP_A_BINDING_PUBLIC);
	return status;
}

static int set_parse(struct sipmap_static *item, const char *text)
{
	const char *sign = strchr(text, '=');
	char *left;
	int status;

	if (!sign)
		return sipmap_misused("%s says nothing about its public side: write INSIDE=PUBLIC or INTERFACE=ADDRESS",
				      text);
	left = strndup(text, sign - text);
	if (!left)
		return sipmap_failed("out of memory; free some");
	status = static_left(item, left);
	free(left);
	return status ? status : static_right(item, sign + 1);
}

static int set_apply(struct sipmap_knl *knl, const struct sipmap_static *item)
{
	return item->is_realm ? sipmap_knl_realm_set(knl, &item->realm) :
				sipmap_knl_binding_set(knl, &item->binding);
}

static int unset_parse(struct sipmap_static *item, const char *text)
{
	if (strchr(text, '='))
		return sipmap_misused("%s: only the inside endpoint or the interface, without the sign and what follows it",
				      text);
	return static_left(item, text);
}

static int unset_apply(struct sipmap_knl *knl,
		       const struct sipmap_static *item)
{
	return item->is_realm ? sipmap_knl_realm_set(knl, &item->realm) :
				sipmap_knl_binding_del(knl, &item->binding);
}

/* Operands are all read before the first is applied. */
static int static_run(const struct sipmap_command *command, int argc,
		      char **argv,
		      int (*parse)(struct sipmap_static *item,
				   const char *text),
		      static_apply_t apply)
{
	struct sipmap_options options;
	struct sipmap_static *items;
	struct sipmap_knl *knl;
	int count;
	int status;
	int i;

	status = sipmap_options_parse(command, argc, argv, &options);
	if (status)
		return status;
	count = argc - optind;
	if (!count)
		return sipmap_misused("nothing to %s", command->name);
	items = sipmap_grow(NULL, count * sizeof(*items));
	for (i = 0; i < count && !status; i++)
		status = parse(&items[i], argv[optind + i]);
	knl = status ? NULL : sipmap_kernel_open(&status);
	for (i = 0; knl && i < count && !status; i++)
		status = sipmap_kernel_result(knl, apply(knl, &items[i]));
	sipmap_knl_close(knl);
	free(items);
	return status;
}

static int set_run(const struct sipmap_command *command, int argc,
		   char **argv)
{
	return static_run(command, argc, argv, set_parse, set_apply);
}

static int unset_run(const struct sipmap_command *command, int argc,
		     char **argv)
{
	return static_run(command, argc, argv, unset_parse, unset_apply);
}

const struct sipmap_command sipmap_command_set = {
	.name = "set",
	.arguments = "INSIDE=PUBLIC | INTERFACE=ADDRESS ...",
	.summary = "Say what the public endpoint or address is",
	.help =
"  sipmapctl set 192.168.1.10:5060=203.0.113.7:40123\n"
"  sipmapctl set wan0=203.0.113.7\n"
"\n"
"The first is for one phone and its port. The second is for all endpoints\n"
"behind an interface whose NAT changes addresses but keeps ports (1:1 NAT).\n"
"What is measured or observed is trusted more.\n",
	.run = set_run,
};

const struct sipmap_command sipmap_command_unset = {
	.name = "unset",
	.arguments = "INSIDE | INTERFACE ...",
	.summary = "Take back what was said with set",
	.help =
"  sipmapctl unset 192.168.1.10:5060\n"
"  sipmapctl unset wan0\n",
	.run = unset_run,
};
