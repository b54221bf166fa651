/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The subcommand "rewrite": what was asked for and what came of it. */
#ifndef SIPMAPCTL_REWRITE_H
#define SIPMAPCTL_REWRITE_H

#include "../../kmod/sip/engine.h"
#include "command.h"
#include "datagram.h"
#include "explain.h"
#include "mappings.h"

/**
 * struct sipmap_rewrite - one run of the engine on one message
 * @path: where the message is; NULL for standard input
 * @json: report facts and replacements instead of the message
 * @diff: show lines before and after instead of the message
 * @explain: show what each rule decided instead of the message
 * @mappings: the bindings
 * @view: bindings and settings as the planner sees them
 * @before: the message as it came
 * @after: the message as it goes
 * @message: @before, parsed
 * @needs: OUT: own endpoints in it that want a binding
 * @plan: replacements and facts
 * @notes: what the rules decided, if somebody wants to know
 * @reason: what came of it
 */
struct sipmap_rewrite {
	const char *path;
	bool json;
	bool diff;
	bool explain;
	struct sipmap_mappings mappings;
	struct sipmap_view view;
	struct sipmap_datagram before;
	struct sipmap_datagram after;
	struct sipmap_message message;
	struct sipmap_needs needs;
	struct sipmap_plan plan;
	struct sipmap_notes notes;
	enum sipmap_reason reason;
};

/**
 * struct sipmap_written_word - a word for something that a phone wrote
 * @name: the word; NULL ends the list
 * @bit: one of enum sipmap_written, or 0
 */
struct sipmap_written_word {
	const char *name;
	u8 bit;
};

extern const struct sipmap_written_word sipmap_written_words[];

/**
 * sipmap_rewrite_of() - the run that a view belongs to
 * @view: its view
 *
 * Return: the run.
 */
static inline struct sipmap_rewrite *
sipmap_rewrite_of(const struct sipmap_view *view)
{
	return (struct sipmap_rewrite *)((char *)view -
					 offsetof(struct sipmap_rewrite, view));
}

int sipmap_rewrite_options(struct sipmap_rewrite *rewrite,
			   const struct sipmap_command *command, int argc,
			   char **argv);
int sipmap_rewrite_json(const struct sipmap_rewrite *rewrite);

#endif /* SIPMAPCTL_REWRITE_H */
