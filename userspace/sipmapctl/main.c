// SPDX-License-Identifier: GPL-2.0-or-later
/* sipmapctl: shows and changes what the module nf_sipmap knows. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "failure.h"

static const struct sipmap_command *const commands[] = {
	&sipmap_command_status,
	&sipmap_command_doctor,
	&sipmap_command_bindings,
	&sipmap_command_calls,
	&sipmap_command_nat,
	&sipmap_command_counters,
	&sipmap_command_monitor,
	&sipmap_command_set,
	&sipmap_command_unset,
	&sipmap_command_flush,
	&sipmap_command_rewrite,
};

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static int main_help(void)
{
	size_t i;

	puts("Usage: sipmapctl COMMAND [ARGUMENTS]\n"
	     "       sipmapctl COMMAND --help\n"
	     "       sipmapctl --help | --version\n"
	     "\n"
	     "Shows and changes the SIP address mappings of this router.\n"
	     "\n"
	     "Commands:");
	for (i = 0; i < COMMANDS; i++)
		printf("  %-10s %s\n", commands[i]->name,
		       commands[i]->summary);
	puts("\nExit status: 0 done, 1 failed, 2 wrong command line.");
	return SIPMAP_EXIT_OK;
}

static const struct sipmap_command *main_find(const char *name)
{
	size_t i;

	for (i = 0; i < COMMANDS; i++)
		if (!strcmp(commands[i]->name, name))
			return commands[i];
	return NULL;
}

/* Something may have been lost on its way, for instance to a full disk. */
static int main_close(int status)
{
	if (fflush(stdout) || ferror(stdout)) {
		if (status == SIPMAP_EXIT_OK)
			status = sipmap_failed("output cannot be written; free space there");
	}
	return status;
}

int main(int argc, char **argv)
{
	const struct sipmap_command *command;
	int status;

	if (argc < 2)
		return sipmap_misused("no command given");
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))
		return main_close(main_help());
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V")) {
		puts("sipmapctl " SIPMAP_VERSION);
		return main_close(SIPMAP_EXIT_OK);
	}
	command = main_find(argv[1]);
	if (!command)
		return sipmap_misused("unknown command %s", argv[1]);

	sipmap_failure_name(command->name);
	status = command->run(command, argc - 1, argv + 1);
	return main_close(status == SIPMAP_OPTIONS_HELPED ? SIPMAP_EXIT_OK :
			  status);
}
