// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Order of events in a test bed, from the first process to power-off.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/reboot.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "init.h"

#define BED_PATH	"/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

#define ARGV_MAX	256
#define ARGV_BYTES	65536

/**
 * bed_power_off() - end the bed
 *
 * A virtual machine is reset, which its emulator is told to take as the end:
 * that is seconds faster than powering it off through ACPI.
 */
void bed_power_off(void)
{
	sync();
	reboot(bed_is_uml() ? RB_POWER_OFF : RB_AUTOBOOT);
	for (;;)
		pause();
}

/**
 * bed_die() - give up, with the reason on the kernel's console
 * @what: what could not be done
 *
 * No status is left behind, by which the host knows that the bed failed.
 */
void bed_die(const char *what)
{
	int fd = open("/dev/console", O_WRONLY | O_NOCTTY);

	if (fd >= 0)
		dprintf(fd, "bed: %s: %s\n", what, strerror(errno));
	bed_power_off();
}

/**
 * bed_setting() - look up what the host told this bed
 * @name: name of the setting
 *
 * Return: its value; a missing one ends the bed.
 */
const char *bed_setting(const char *name)
{
	const char *value = getenv(name);

	if (!value || !*value) {
		errno = EINVAL;
		bed_die(name);
	}
	return value;
}

/**
 * bed_is_uml() - is this User-Mode Linux?
 *
 * Return: true there, false in a virtual machine.
 */
bool bed_is_uml(void)
{
	const char *bed = getenv("SIPMAP_BED");

	return bed && !strncmp(bed, "uml", 3);
}

static void bed_environment_setup(void)
{
	struct utsname name;

	if (uname(&name))
		bed_die("uname");
	setenv("SIPMAP_KERNEL", name.release, 1);
	setenv("PATH", BED_PATH, 1);
	setenv("HOME", "/root", 1);
	setenv("LANG", "C.UTF-8", 1);
	if (!getenv("TERM") || !strcmp(getenv("TERM"), "linux"))
		setenv("TERM", "dumb", 1);
}

/* The words of the job, each closed by a NUL, as the host wrote them. */
static char **bed_argv_read(void)
{
	static char *argv[ARGV_MAX + 1];
	static char text[ARGV_BYTES];
	char path[PATH_MAX];
	size_t count = 0;
	ssize_t length;
	char *word;
	int fd;

	snprintf(path, sizeof(path), "%s/.bed/argv", bed_setting("SIPMAP_OUT"));
	fd = open(path, O_RDONLY);
	if (fd < 0)
		bed_die(path);
	length = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (length <= 0)
		bed_die("the job's command line is empty");

	for (word = text; word < text + length && count < ARGV_MAX;
	     word += strlen(word) + 1)
		argv[count++] = word;
	return argv;
}

static void bed_status_write(int status)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/.bed/status",
		 bed_setting("SIPMAP_OUT"));
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (fd < 0)
		bed_die(path);
	dprintf(fd, "%d\n", status);
	fsync(fd);
	close(fd);
}

/* Looks the kernel over; @when is "before" or "after" the job. */
static int bed_verdict(const char *when, int output)
{
	char path[PATH_MAX], word[8];
	char *const argv[] = { "/bin/bash", path, word, NULL };

	snprintf(word, sizeof(word), "%s", when);
	snprintf(path, sizeof(path), "%s/tests/bed/verdict",
		 bed_setting("SIPMAP_TREE"));
	return bed_job_run(argv, output);
}

int main(void)
{
	bool shell = getenv("SIPMAP_SHELL");
	int status, verdict, output;

	bed_root_setup();
	bed_network_setup();
	bed_environment_setup();
	output = bed_terminal_open(shell);

	if (!strcmp(bed_setting("SIPMAP_BED"), "uml-debug") &&
	    bed_verdict("before", output))
		bed_die("the kernel is not fit for a verdict");
	if (shell)
		status = bed_shell_run(bed_argv_read(), output);
	else
		status = bed_job_run(bed_argv_read(), output);
	bed_job_sweep();

	verdict = bed_verdict("after", output);
	bed_status_write(status ? status : verdict);
	bed_power_off();
}
