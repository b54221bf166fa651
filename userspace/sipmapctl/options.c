// SPDX-License-Identifier: GPL-2.0-or-later
#include <getopt.h>
#include <stdio.h>
#include <string.h>

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
	static const struct option known[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "wide", no_argument, NULL, 'w' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	memset(options, 0, sizeof(*options));
	opterr = 0;
	optind = 1;
	while ((c = getopt_long(argc, argv, ":jwh", known, NULL)) != -1) {
		switch (c) {
		case 'j':
			options->json = true;
			break;
		case 'w':
			options->wide = true;
			break;
		case 'h':
			sipmap_command_help(command);
			return SIPMAP_OPTIONS_HELPED;
		default:
			return sipmap_option_wrong(argv, c);
		}
	}
	return 0;
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
