/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What main.c knows of a subcommand, and what subcommands have in common. */
#ifndef SIPMAPCTL_COMMAND_H
#define SIPMAPCTL_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#ifndef SIPMAP_VERSION
#define SIPMAP_VERSION "0.1.0"
#endif

/**
 * struct sipmap_command - one subcommand
 * @name: as typed
 * @arguments: what may follow it, for the usage line
 * @summary: what it does, in half a line
 * @help: the options and whatever else is to be said, several lines
 * @run: does it; @argv[0] is the name; returns an exit status or
 *	 SIPMAP_OPTIONS_HELPED
 */
struct sipmap_command {
	const char *name;
	const char *arguments;
	const char *summary;
	const char *help;
	int (*run)(const struct sipmap_command *command, int argc,
		   char **argv);
};

/**
 * struct sipmap_options - the options that most subcommands take
 * @json: print JSON instead of text
 * @wide: tables may be wider than a terminal
 */
struct sipmap_options {
	bool json;
	bool wide;
};

/**
 * struct sipmap_flag - an option without a value
 * @name: its long name; the first letter is the short one
 * @set: what it sets
 */
struct sipmap_flag {
	const char *name;
	bool *set;
};

#define SIPMAP_FLAGS_MAX 4

/* help was asked for and has been printed: end with success */
#define SIPMAP_OPTIONS_HELPED (-1)

extern const struct sipmap_command sipmap_command_status;
extern const struct sipmap_command sipmap_command_doctor;
extern const struct sipmap_command sipmap_command_bindings;
extern const struct sipmap_command sipmap_command_calls;
extern const struct sipmap_command sipmap_command_nat;
extern const struct sipmap_command sipmap_command_counters;
extern const struct sipmap_command sipmap_command_monitor;
extern const struct sipmap_command sipmap_command_set;
extern const struct sipmap_command sipmap_command_unset;
extern const struct sipmap_command sipmap_command_flush;
extern const struct sipmap_command sipmap_command_rewrite;

int sipmap_flags_read(const struct sipmap_command *command, int argc,
		      char **argv, const struct sipmap_flag *flags,
		      size_t count);
void sipmap_command_help(const struct sipmap_command *command);
int sipmap_options_parse(const struct sipmap_command *command, int argc,
			 char **argv, struct sipmap_options *options);
int sipmap_options_alone(const struct sipmap_command *command, int argc,
			 char **argv, struct sipmap_options *options);
int sipmap_option_wrong(char **argv, int c);

#endif /* SIPMAPCTL_COMMAND_H */
