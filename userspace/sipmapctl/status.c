// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The subcommand "status": one screen that says whether it works, for which
 * phones, through what NAT, and what to do where it does not.
 */
#include <stdio.h>

#include "argument.h"
#include "check.h"
#include "command.h"
#include "failure.h"
#include "json.h"
#include "kernel.h"
#include "show.h"
#include "tell.h"

/* more phones than this do not fit a screen */
#define PHONES_SHOWN 8

static const char *headline(const struct sipmap_symptoms *findings)
{
	if (sipmap_symptoms_count(findings, SIPMAP_FAULT))
		return "does not work";
	if (sipmap_symptoms_count(findings, SIPMAP_WARNING))
		return "works, but not for everything";
	return "works";
}

static const char *word(const struct sipmap_symptoms *findings)
{
	if (sipmap_symptoms_count(findings, SIPMAP_FAULT))
		return "no";
	if (sipmap_symptoms_count(findings, SIPMAP_WARNING))
		return "partly";
	return "yes";
}

static size_t count_registered(const struct sipmap_state *state)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < state->phones; i++)
		count += sipmap_state_registered(&state->phone[i]);
	return count;
}

static int status_json(const struct sipmap_state *state,
		       const struct sipmap_symptoms *findings)
{
	const struct sipmap_knl_status *status = &state->status;
	struct odict *object = sipmap_json_new();
	struct odict *array;
	size_t i;

	sipmap_json_add_text(object, "works", word(findings));
	sipmap_json_add_text(object, "version", status->version);
	sipmap_json_add_bool(object, "enabled", status->enabled);
	sipmap_json_add_bool(object, "agent", status->agent);
	sipmap_json_add_number(object, "bindings", status->bindings);
	sipmap_json_add_number(object, "bindings_max", status->bindings_max);
	sipmap_json_add_number(object, "calls", status->calls);
	sipmap_json_add_number(object, "calls_max", status->calls_max);
	sipmap_json_add_number(object, "calls_confirmed",
			       state->calls_confirmed);
	sipmap_json_add_number(object, "warm_pairs", status->warm);
	sipmap_json_add_number(object, "probes", status->probes);
	array = sipmap_json_add_array(object, "realms");
	for (i = 0; i < state->realms; i++)
		sipmap_show_realm(sipmap_json_add_object(array, NULL),
				  &state->realm[i]);
	array = sipmap_json_add_array(object, "phones");
	for (i = 0; i < state->phones; i++)
		sipmap_show_binding(sipmap_json_add_object(array, NULL),
				    &state->phone[i]);
	sipmap_tell_json(object, findings);
	return sipmap_json_print(object, stdout);
}

static void print_realms(const struct sipmap_state *state)
{
	char address[SIPMAP_ARGUMENT_TEXT_MAX];
	char name[IF_NAMESIZE];
	char text[512];
	size_t i;

	for (i = 0; i < state->realms; i++) {
		const struct sipmap_knl_realm *realm = &state->realm[i];

		snprintf(name, sizeof(name), "%s", realm->name);
		if (!*name)
			sipmap_kernel_interface(realm->ifindex, name);
		sipmap_argument_address_text(&realm->static_address, address);
		if (*address)
			snprintf(text, sizeof(text),
				 "%s: public address %s, as it was set by hand",
				 name, address);
		else
			snprintf(text, sizeof(text), "%s: %s%s%s%s", name,
				 *realm->verdict ? realm->verdict :
				 "not examined yet", *realm->type ? " (" : "",
				 realm->type, *realm->type ? ")" : "");
		printf("%-8s ", "NAT");
		sipmap_tell_wrapped(text);
	}
}

static void print_state(const struct sipmap_knl_binding *phone)
{
	if (phone->state == SIPMAP_STATE_FAILED)
		puts("  no public endpoint");
	else if (phone->state == SIPMAP_STATE_PENDING)
		puts("  being measured");
	else if (sipmap_state_registered(phone))
		printf("  registered for %u s\n", phone->lease);
	else
		puts("  not registered");
}

/* where there are several ways out */
static void print_way(const struct sipmap_knl_binding *phone)
{
	char name[IF_NAMESIZE];

	printf(" by %s", sipmap_kernel_interface(phone->ifindex, name));
}

static void print_phones(const struct sipmap_state *state)
{
	char inside[SIPMAP_ARGUMENT_TEXT_MAX];
	char seen[SIPMAP_ARGUMENT_TEXT_MAX];
	size_t i;

	printf("%-8s %zu, %zu registered\n", "phones", state->phones,
	       count_registered(state));
	for (i = 0; i < state->phones && i < PHONES_SHOWN; i++) {
		const struct sipmap_knl_binding *phone = &state->phone[i];

		sipmap_argument_text(&phone->inside, inside);
		sipmap_argument_text(&phone->public_endpoint, seen);
		printf("%9s%-21s as %-21s", "", inside,
		       *seen ? seen : "-");
		if (state->realms > 1)
			print_way(phone);
		print_state(phone);
	}
	if (state->phones > PHONES_SHOWN)
		printf("%9sand %zu more: sipmapctl bindings\n", "",
		       state->phones - PHONES_SHOWN);
}

static void status_text(const struct sipmap_state *state,
			const struct sipmap_symptoms *findings)
{
	const struct sipmap_knl_status *status = &state->status;

	printf("sipmap %s\n\n", headline(findings));
	printf("%-8s nf_sipmap %s, %s\n", "module", status->version,
	       status->enabled ? "enabled" : "not enabled");
	printf("%-8s %s\n", "agent", status->agent ? "connected" :
	       "not there");
	print_realms(state);
	print_phones(state);
	printf("%-8s %zu up, %zu ringing\n", "calls", state->calls_confirmed,
	       state->calls_early);
	printf("%-8s %u of at most %u bindings, %u of %u calls; %u warm pairs\n",
	       "tables", status->bindings, status->bindings_max, status->calls,
	       status->calls_max, status->warm);
	if (findings->count)
		putchar('\n');
	sipmap_tell_text(findings);
	if (sipmap_symptoms_count(findings, SIPMAP_WARNING))
		puts("\nsipmapctl doctor looks further.");
}

static int status_run(const struct sipmap_command *command, int argc,
		      char **argv)
{
	struct sipmap_symptoms findings = { .count = 0 };
	struct sipmap_options options;
	struct sipmap_state state;
	struct sipmap_knl *knl;
	int status;

	status = sipmap_options_alone(command, argc, argv, &options);
	if (status)
		return status;
	knl = sipmap_kernel_open(&status);
	if (!knl)
		return status;
	status = sipmap_kernel_result(knl, sipmap_state_read(knl, &state));
	sipmap_knl_close(knl);
	if (!status) {
		sipmap_check_module(&findings, &state);
		if (options.json)
			status = status_json(&state, &findings);
		else
			status_text(&state, &findings);
	}
	sipmap_symptoms_clean(&findings);
	sipmap_state_clean(&state);
	return status;
}

const struct sipmap_command sipmap_command_status = {
	.name = "status",
	.arguments = "[--json]",
	.summary = "Say whether it works, for which phones, through what NAT",
	.help =
"What is wrong is told with what to do about it. sipmapctl doctor looks at\n"
"the rest of the set-up, too, and ends with a status that tells.\n",
	.run = status_run,
};
