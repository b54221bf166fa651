// SPDX-License-Identifier: GPL-2.0-or-later
/* The subcommand "doctor": what is wrong with the whole set-up. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "command.h"
#include "failure.h"
#include "json.h"
#include "kernel.h"
#include "tell.h"

static void module_missing(struct sipmap_symptoms *findings, int error)
{
	static const struct sipmap_symptom absent = {
		SIPMAP_FAULT, "module", NULL,
		"modprobe nf_sipmap; if there is none for this kernel: make install-module, or dkms install sipmap",
	};
	static const struct sipmap_symptom unreachable = {
		SIPMAP_FAULT, "module", NULL,
		"see the kernel log (dmesg)",
	};

	if (error == -ENOENT)
		sipmap_symptom_add(findings, &absent,
				   "the module nf_sipmap is not loaded");
	else
		sipmap_symptom_add(findings, &unreachable,
				   "the module cannot be reached: %s",
				   strerror(-error));
}

static void check_version(struct sipmap_symptoms *findings,
			  const struct sipmap_state *state)
{
	static const struct sipmap_symptom other = {
		SIPMAP_WARNING, "version", NULL,
		"rmmod nf_sipmap, then modprobe nf_sipmap, for the version that is installed",
	};

	if (strcmp(state->status.version, SIPMAP_VERSION))
		sipmap_symptom_add(findings, &other,
				   "the module is version %s, this command %s",
				   state->status.version, SIPMAP_VERSION);
}

/* with the module: all that its tables tell */
static int examine_module(struct sipmap_symptoms *findings,
			  struct sipmap_state *state)
{
	struct sipmap_knl *knl;
	int error = sipmap_knl_open(&knl);
	int status;

	memset(state, 0, sizeof(*state));
	if (error) {
		module_missing(findings, error);
		return SIPMAP_EXIT_OK;
	}
	status = sipmap_kernel_result(knl, sipmap_state_read(knl, state));
	sipmap_knl_close(knl);
	if (status)
		return status;
	check_version(findings, state);
	sipmap_check_module(findings, state);
	sipmap_check_lines(findings, state);
	sipmap_check_history(findings, state);
	return SIPMAP_EXIT_OK;
}

static int tell(const struct sipmap_symptoms *findings, bool json)
{
	size_t wrong = sipmap_symptoms_count(findings, SIPMAP_WARNING);
	struct odict *object;
	int status = SIPMAP_EXIT_OK;

	if (json) {
		object = sipmap_json_new();
		sipmap_json_add_bool(object, "healthy", !wrong);
		sipmap_tell_json(object, findings);
		status = sipmap_json_print(object, stdout);
	} else {
		sipmap_tell_text(findings);
		if (!wrong)
			puts("Nothing is wrong.");
	}
	if (wrong && !status)
		status = sipmap_failed("%zu wrong; do what the arrows say",
				       wrong);
	return status;
}

static int doctor_run(const struct sipmap_command *command, int argc,
		      char **argv)
{
	struct sipmap_symptoms findings = { .count = 0 };
	struct sipmap_options options;
	struct sipmap_state state;
	int status;

	status = sipmap_options_alone(command, argc, argv, &options);
	if (status)
		return status;
	status = examine_module(&findings, &state);
	if (!status) {
		sipmap_check_system(&findings);
		sipmap_check_ruleset(&findings);
		status = tell(&findings, options.json);
	}
	sipmap_symptoms_clean(&findings);
	sipmap_state_clean(&state);
	return status;
}

const struct sipmap_command sipmap_command_doctor = {
	.name = "doctor",
	.arguments = "[--json]",
	.summary = "Look for what is wrong with the whole set-up",
	.help =
"Looks at module, agent, NAT, firewall, conntrack, routes and clock, and says\n"
"of each finding what to do. It changes nothing. Exit status 1: something is\n"
"wrong.\n",
	.run = doctor_run,
};
