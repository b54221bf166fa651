// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Running things in a test bed: their output is carried to the host as it
 * comes, and nothing they started outlives them.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "init.h"

/* How long output and processes may linger after a job, in milliseconds. */
#define LINGER_MS	2000
#define TICK_MS		20

static void bed_nap(void)
{
	struct timespec tick = { .tv_nsec = TICK_MS * 1000000L };

	nanosleep(&tick, NULL);
}

/**
 * bed_terminal_open() - open what leads to the host's standard output
 * @shell: true if somebody sits at it
 *
 * Devices of a virtual machine come up a moment after their driver.
 *
 * Return: file descriptor, closed on exec.
 */
int bed_terminal_open(bool shell)
{
	const char *path = bed_is_uml() ? "/dev/tty0" :
			   shell ? "/dev/hvc0" : "/dev/vport0p1";
	struct termios mode;
	int waited, fd;

	for (waited = 0; waited < 5000; waited += TICK_MS) {
		fd = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
		if (fd >= 0)
			break;
		bed_nap();
	}
	if (fd < 0)
		bed_die(path);
	if (!shell && !tcgetattr(fd, &mode)) {
		cfmakeraw(&mode);
		tcsetattr(fd, TCSANOW, &mode);
	}
	return fd;
}

static void bed_write(int fd, const char *text, size_t length)
{
	ssize_t written;

	while (length) {
		written = write(fd, text, length);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return;
		text += written;
		length -= written;
	}
}

/* Carries what is there, waiting at most @timeout ms; false at the end. */
static bool bed_carry(int from, int to, int timeout)
{
	struct pollfd wait = { .fd = from, .events = POLLIN };
	static char text[32768];
	ssize_t length;

	if (poll(&wait, 1, timeout) <= 0)
		return true;
	length = read(from, text, sizeof(text));
	if (length <= 0)
		return length < 0 && errno == EINTR;
	bed_write(to, text, length);
	return true;
}

/* Takes in children that ended; true once @pid is among them. */
static bool bed_reap(pid_t pid, int *status)
{
	bool found = false;
	pid_t ended;
	int how;

	while ((ended = waitpid(-1, &how, WNOHANG)) > 0) {
		if (ended != pid)
			continue;
		found = true;
		*status = WIFEXITED(how) ? WEXITSTATUS(how) :
					   128 + WTERMSIG(how);
	}
	return found;
}

static void bed_exec(char *const argv[], int input, int output)
{
	dup2(input, 0);
	dup2(output, 1);
	dup2(output, 2);
	if (chdir(bed_setting("SIPMAP_TREE")))
		_exit(BED_FAILED);
	execvp(argv[0], argv);
	dprintf(2, "bed: %s: %s\n", argv[0], strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}

/**
 * bed_job_run() - run a command and carry its output to the host
 * @argv: the command, looked up in PATH and from the top of the tree
 * @output: where the output goes
 *
 * The job writes to a pipe and not to the device itself, so that it may open
 * /dev/stderr as it likes. Should a process it left behind hold the pipe
 * open, its output is carried on for two seconds.
 *
 * Return: exit status of the command, or 128 + the signal that ended it.
 */
int bed_job_run(char *const argv[], int output)
{
	int status = BED_FAILED, waited = 0, null, pair[2];
	bool open_end = true, ended = false;
	pid_t pid;

	null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (null < 0 || pipe2(pair, O_CLOEXEC))
		bed_die("pipe");
	pid = fork();
	if (pid < 0)
		bed_die("fork");
	if (!pid) {
		setsid();
		bed_exec(argv, null, pair[1]);
	}
	close(pair[1]);
	close(null);

	while (!ended || (open_end && waited < LINGER_MS)) {
		if (open_end)
			open_end = bed_carry(pair[0], output, TICK_MS);
		else
			bed_nap();
		if (ended)
			waited += TICK_MS;
		else
			ended = bed_reap(pid, &status);
	}
	close(pair[0]);
	return status;
}

/* Size of the terminal on the host, which cannot be asked from here. */
static void bed_window_set(int terminal)
{
	const char *lines = getenv("LINES"), *columns = getenv("COLUMNS");
	struct winsize size = {
		.ws_row = lines ? atoi(lines) : 24,
		.ws_col = columns ? atoi(columns) : 80,
	};

	ioctl(terminal, TIOCSWINSZ, &size);
}

/**
 * bed_shell_run() - let somebody work in the bed
 * @argv: the shell, or whatever is to have the terminal
 * @terminal: the terminal they sit at
 *
 * Return: exit status of the shell.
 */
int bed_shell_run(char *const argv[], int terminal)
{
	int status = BED_FAILED;
	pid_t pid;

	pid = fork();
	if (pid < 0)
		bed_die("fork");
	if (!pid) {
		setsid();
		ioctl(terminal, TIOCSCTTY, 0);
		bed_window_set(terminal);
		bed_exec(argv, terminal, terminal);
	}
	while (!bed_reap(pid, &status))
		bed_nap();
	return status;
}

/* Waits for every child; false if some are left when the time is up. */
static bool bed_childless(void)
{
	int waited;

	for (waited = 0; waited < LINGER_MS; waited += TICK_MS) {
		while (waitpid(-1, NULL, WNOHANG) > 0)
			;
		if (waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD)
			return true;
		bed_nap();
	}
	return false;
}

/**
 * bed_job_sweep() - end every process that a job left behind
 */
void bed_job_sweep(void)
{
	kill(-1, SIGTERM);
	kill(-1, SIGCONT);
	if (bed_childless())
		return;
	kill(-1, SIGKILL);
	bed_childless();
}
