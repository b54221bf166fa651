// SPDX-License-Identifier: GPL-2.0-or-later
#include <getopt.h>
#include <stdio.h>

#include "command.h"
#include "failure.h"

/**
 * sipmap_command_help() - print the help of a subcommand
 * @command: which
 */
void sipmap_command_help(const struct sipmap_command *command)
{
	printf("Usage: sipmapctl %s%s%s\n\n%s.\n", command->name,
	       *command->arguments ? " " : "", command->arguments,
	       command->summary);
	if (*command->help)
		printf("\n%s", command->help);
}

/**
 * sipmap_option_wrong() - report an option that getopt_long() did not take
 * @argv: the subcommand's arguments
 * @c: what getopt_long() returned: ':' for a missing value
 *
 * Return: SIPMAP_EXIT_USAGE.
 */
int sipmap_option_wrong(char **argv, int c)
{
	if (c == ':')
		return sipmap_misused("%s needs a value", argv[optind - 1]);
	if (optopt && optopt < 0x80)
		return sipmap_misused("unknown option -%c", optopt);
	if (optopt)
		return sipmap_misused("%s takes no value", argv[optind - 1]);
	return sipmap_misused("unknown option %s", argv[optind - 1]);
}

/**
 * sipmap_flags_read() - read options that have no value, and --help
 * @command: the subcommand, for its help
 * @argc: its arguments, the name included
 * @argv: its arguments; optind says where the operands begin
 * @flags: the options; what each of them sets is cleared first
 * @count: how many, at most SIPMAP_FLAGS_MAX
 *
 * Return: 0, SIPMAP_OPTIONS_HELPED, or SIPMAP_EXIT_USAGE after a report.
 */
int sipmap_flags_read(const struct sipmap_command *command, int argc,
		      char **argv, const struct sipmap_flag *flags,
		      size_t count)
{
	struct option known[SIPMAP_FLAGS_MAX + 2] = { { .name = NULL } };
	char letters[SIPMAP_FLAGS_MAX + 3] = ":h";
	size_t i;
	int c;

	for (i = 0; i < count; i++) {
		known[i].name = flags[i].name;
		known[i].val = *flags[i].name;
		letters[2 + i] = *flags[i].name;
		*flags[i].set = false;
	}
	known[count].name = "help";
	known[count].val = 'h';
	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, letters, known, NULL)) != -1) {
		if (c == 'h') {
			sipmap_command_help(command);
			return SIPMAP_OPTIONS_HELPED;
		}
		for (i = 0; i < count && c != *flags[i].name; i++)
			;
		if (i == count)
			return sipmap_option_wrong(argv, c);
		*flags[i].set = true;
	}
	return 0;
}

/**
 * sipmap_options_parse() - read the options that most subcommands take
 * @command: the subcommand, for its help
 * @argc: its arguments, the name included
 * @argv: its arguments; optind says where the operands begin
 * @options: to be filled in
 *
 * Return: 0, SIPMAP_OPTIONS_HELPED, or SIPMAP_EXIT_USAGE after a report.
 */
int sipmap_options_parse(const struct sipmap_command *command, int argc,
			 char **argv, struct sipmap_options *options)
{
	const struct sipmap_flag flags[] = {
		{ "json", &options->json },
		{ "wide", &options->wide },
	};

	return sipmap_flags_read(command, argc, argv, flags, 2);
}

/**
 * sipmap_options_alone() - the same, for a subcommand without operands
 * @command: the subcommand, for its help
 * @argc: its arguments, the name included
 * @argv: its arguments
 * @options: to be filled in
 *
 * Return: 0, SIPMAP_OPTIONS_HELPED, or SIPMAP_EXIT_USAGE after a report.
 */
int sipmap_options_alone(const struct sipmap_command *command, int argc,
			 char **argv, struct sipmap_options *options)
{
	int status = sipmap_options_parse(command, argc, argv, options);

	if (!status && optind < argc)
		return sipmap_misused("unknown argument %s", argv[optind]);
	return status;
}
