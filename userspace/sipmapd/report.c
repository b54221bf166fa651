// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>
#include <string.h>

#include "report.h"

static void read_sound(struct sipmap_report *report)
{
	const struct sipmap_state *state = &report->state;
	struct sipmap_sound *sounds = calloc(state->streams + 1,
					     sizeof(*sounds));
	size_t i;

	report->sounds = sounds;
	report->sound_count = sounds ? state->streams : 0;
	for (i = 0; i < report->sound_count; i++) {
		sounds[i].call = state->stream[i].call;
		sounds[i].inside = state->stream[i].inside;
		sounds[i].outside = state->stream[i].outside;
	}
	report->sound_known = sounds &&
			      sipmap_sound_read(sounds, report->sound_count);
}

/**
 * sipmap_report_judge - what is wrong
 * @report: the report, with the module's tables
 */
void sipmap_report_judge(struct sipmap_report *report)
{
	sipmap_check_module(&report->findings, &report->state);
}

/**
 * sipmap_report_read - read the module's tables and judge them
 * @report: @attached, @tally, @servers and @failing are set, the rest is
 *	    nothing yet
 * @knl: connection to the module; not used where it is not attached
 *
 * Where the tables cannot be read it is as if the module were not there.
 */
void sipmap_report_read(struct sipmap_report *report, struct sipmap_knl *knl)
{
	static const struct sipmap_symptom absent = {
		SIPMAP_FAULT, "module", NULL, "modprobe nf_sipmap",
	};

	memset(&report->state, 0, sizeof(report->state));
	memset(&report->findings, 0, sizeof(report->findings));
	report->sounds = NULL;
	report->sound_count = 0;
	report->sound_known = false;
	if (report->attached && sipmap_state_read(knl, &report->state)) {
		sipmap_state_clean(&report->state);
		report->attached = false;
	}
	if (!report->attached) {
		sipmap_symptom_add(&report->findings, &absent,
				   "the module nf_sipmap is not loaded, or does not answer");
		return;
	}
	sipmap_report_judge(report);
	read_sound(report);
}

/**
 * sipmap_report_clean - free what was read
 * @report: the report
 */
void sipmap_report_clean(struct sipmap_report *report)
{
	sipmap_state_clean(&report->state);
	sipmap_symptoms_clean(&report->findings);
	free(report->sounds);
}
