// SPDX-License-Identifier: GPL-2.0-or-later
/* The subcommand "monitor": one line an event, until it is interrupted. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "../common/names.h"
#include "argument.h"
#include "command.h"
#include "failure.h"
#include "json.h"
#include "kernel.h"
#include "show.h"

static const char *monitor_event(u8 command)
{
	switch (command) {
	case SIPMAP_CMD_REALM_NTF:
		return "realm";
	case SIPMAP_CMD_BINDING_NTF:
		return "binding";
	case SIPMAP_CMD_BINDING_DEL_NTF:
		return "binding-gone";
	case SIPMAP_CMD_CALL_NTF:
		return "call";
	case SIPMAP_CMD_CALL_DEL_NTF:
		return "call-gone";
	default:
		return NULL;
	}
}

static void monitor_test(const struct sipmap_knl_realm *realm)
{
	char name[IF_NAMESIZE];

	printf(" %s test", sipmap_kernel_interface(realm->ifindex, name));
	if (realm->test == SIPMAP_TEST_ASKED)
		printf(" begins");
	else if (realm->test == SIPMAP_TEST_DONE)
		printf(" is over");
	else
		printf(", %s", realm->step);
}

static void monitor_realm(const struct sipmap_knl_realm *realm)
{
	char text[SIPMAP_ARGUMENT_TEXT_MAX];

	if (realm->test != SIPMAP_TEST_NONE) {
		monitor_test(realm);
		return;
	}

	printf(" %s %s", realm->name, sipmap_mapping_name(realm->mapping));
	if (realm->public_address.family != SIPMAP_FAMILY_NONE)
		printf(" %s",
		       sipmap_argument_address_text(&realm->public_address,
						    text));
	if (*realm->verdict)
		printf(" (%s)", realm->verdict);
}

static const char *monitor_endpoint(const struct sipmap_endpoint *endpoint,
				    char *text)
{
	if (!*sipmap_argument_text(endpoint, text))
		strcpy(text, "-");
	return text;
}

static void monitor_binding(const struct sipmap_knl_binding *binding)
{
	char inside[SIPMAP_ARGUMENT_TEXT_MAX];
	char outside[SIPMAP_ARGUMENT_TEXT_MAX];
	char public_endpoint[SIPMAP_ARGUMENT_TEXT_MAX];

	printf(" %u %s %s %s %s %s %s", binding->id,
	       sipmap_kind_name(binding->kind),
	       sipmap_state_name(binding->state),
	       monitor_endpoint(&binding->inside, inside),
	       monitor_endpoint(&binding->outside, outside),
	       monitor_endpoint(&binding->public_endpoint, public_endpoint),
	       sipmap_source_name(binding->source));
	if (binding->held)
		printf(" held");
}

static void monitor_call(const struct sipmap_knl_call *call)
{
	char inside[SIPMAP_ARGUMENT_TEXT_MAX];
	char peer[SIPMAP_ARGUMENT_TEXT_MAX];

	printf(" %u %s %s %s %s", call->id,
	       sipmap_call_state_name(call->state),
	       call->inbound ? "in" : "out",
	       monitor_endpoint(&call->inside, inside),
	       monitor_endpoint(&call->peer, peer));
	if (*call->end)
		printf(" (%s)", call->end);
}

/* Local time to the millisecond, with its offset from UTC (RFC 3339). */
static void monitor_time(char *text, size_t size)
{
	struct timespec now;
	char offset[8];
	struct tm broken;
	size_t used;

	clock_gettime(CLOCK_REALTIME, &now);
	localtime_r(&now.tv_sec, &broken);
	used = strftime(text, size, "%Y-%m-%dT%H:%M:%S", &broken);
	strftime(offset, sizeof(offset), "%z", &broken);
	snprintf(text + used, size - used, ".%03ld%.3s:%s",
		 now.tv_nsec / 1000000, offset, offset + 3);
}

static int monitor_text(const struct sipmap_knl_object *object, void *arg)
{
	const char *event = monitor_event(object->command);
	char when[48];

	(void)arg;
	if (!event)
		return 0;
	monitor_time(when, sizeof(when));
	printf("%s %s", when, event);
	if (object->type == SIPMAP_KNL_REALM)
		monitor_realm(&object->realm);
	else if (object->type == SIPMAP_KNL_BINDING)
		monitor_binding(&object->binding);
	else if (object->type == SIPMAP_KNL_CALL)
		monitor_call(&object->call);
	putchar('\n');
	fflush(stdout);
	return 0;
}

static void monitor_test_json(struct odict *line,
			      const struct sipmap_knl_realm *realm)
{
	static const char *const words[] = {
		[SIPMAP_TEST_NONE] = "none",
		[SIPMAP_TEST_ASKED] = "asked",
		[SIPMAP_TEST_STEP] = "step",
		[SIPMAP_TEST_DONE] = "done",
	};
	char name[IF_NAMESIZE];

	sipmap_json_add_text(line, "interface",
			     sipmap_kernel_interface(realm->ifindex, name));
	if (realm->test < ARRAY_SIZE(words))
		sipmap_json_add_text(line, "test", words[realm->test]);
	if (*realm->step)
		sipmap_json_add_text(line, "step", realm->step);
}

static int monitor_json(const struct sipmap_knl_object *object, void *arg)
{
	const char *event = monitor_event(object->command);
	struct odict *line;
	char when[48];

	(void)arg;
	if (!event)
		return 0;
	monitor_time(when, sizeof(when));
	line = sipmap_json_new();
	sipmap_json_add_text(line, "time", when);
	sipmap_json_add_text(line, "event", event);
	if (object->type == SIPMAP_KNL_REALM && object->realm.test)
		monitor_test_json(line, &object->realm);
	else if (object->type == SIPMAP_KNL_REALM)
		sipmap_show_realm(line, &object->realm);
	else if (object->type == SIPMAP_KNL_BINDING)
		sipmap_show_binding(line, &object->binding);
	else if (object->type == SIPMAP_KNL_CALL)
		sipmap_show_call(line, &object->call);
	sipmap_json_print(line, stdout);
	return 0;
}

static int monitor_loop(struct sipmap_knl *knl, sipmap_knl_object_t take)
{
	struct pollfd poll_for = {
		.fd = sipmap_knl_event_fd(knl),
		.events = POLLIN,
	};
	int error;

	while (!ferror(stdout)) {
		if (poll(&poll_for, 1, -1) < 0 && errno != EINTR)
			return sipmap_failed("cannot wait for events: %s; start it again",
					     strerror(errno));
		error = sipmap_knl_events(knl, take, NULL);
		if (error == -ENODEV)
			return sipmap_failed("module nf_sipmap has been unloaded; load it and start again");
		if (error == -ENOBUFS)	/* the stream goes on behind the gap */
			sipmap_failed("events were lost; see sipmapctl bindings for how things are");
		else if (error)
			return sipmap_failed("cannot read events: %s; start it again",
					     strerror(-error));
	}
	return sipmap_failed("output cannot be written; free space there");
}

static int monitor_run(const struct sipmap_command *command, int argc,
		       char **argv)
{
	struct sipmap_options options;
	struct sipmap_knl *knl;
	int status;
	int error;

	status = sipmap_options_alone(command, argc, argv, &options);
	if (status)
		return status;
	knl = sipmap_kernel_open(&status);
	if (!knl)
		return status;
	error = sipmap_knl_subscribe(knl);
	if (error)
		status = sipmap_failed("cannot listen to events: %s; run it as root or with CAP_NET_ADMIN",
				       strerror(-error));
	else
		status = monitor_loop(knl, options.json ? monitor_json :
						       monitor_text);
	sipmap_knl_close(knl);
	return status;
}

const struct sipmap_command sipmap_command_monitor = {
	.name = "monitor",
	.arguments = "[--json]",
	.summary = "Print what happens to realms, bindings and calls",
	.help =
"One line an event, with the time, until it is interrupted; with --json one\n"
"JSON object a line.\n"
"\n"
"  realm        INTERFACE MAPPING PUBLIC (VERDICT), or INTERFACE test STEP\n"
"  binding      ID KIND STATE INSIDE OUTSIDE PUBLIC SOURCE [held]\n"
"  call         ID STATE in|out INSIDE PEER\n"
"\n"
"binding-gone and call-gone are the same for what has ended.\n",
	.run = monitor_run,
};
