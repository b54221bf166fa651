// SPDX-License-Identifier: GPL-2.0-or-later
/* What the service manager is told, and how often it wants to be. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "../../../userspace/sipmapd/notify.h"
#include "tap.h"

static void watchdog_is(long long wanted, const char *timeout, const char *pid)
{
	unsetenv("WATCHDOG_USEC");
	unsetenv("WATCHDOG_PID");
	if (timeout)
		setenv("WATCHDOG_USEC", timeout, 1);
	if (pid)
		setenv("WATCHDOG_PID", pid, 1);
	ASSERT_NUMBER(wanted, sipmap_notify_watchdog());
}

static void interval(void)
{
	watchdog_is(0, NULL, NULL);
	watchdog_is(15000, "30000000", NULL);
	watchdog_is(0, "", NULL);
	watchdog_is(0, "-1", NULL);
	watchdog_is(0, "30s", NULL);
	watchdog_is(0, "99999999999999999999999", NULL);
}

static void others(void)
{
	char own[16];

	snprintf(own, sizeof(own), "%d", getpid());
	watchdog_is(15000, "30000000", own);
	watchdog_is(0, "30000000", "1");
	watchdog_is(0, "30000000", "self");
}

/* a manager that listens at this path; '@': in the abstract name space */
static void hears(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	char text[64] = "";

	strcpy(address.sun_path, path);
	if (*path == '@')
		address.sun_path[0] = '\0';
	if (fd < 0 || bind(fd, (struct sockaddr *)&address,
			   offsetof(struct sockaddr_un, sun_path) +
			   strlen(path)))
		abort();
	setenv("NOTIFY_SOCKET", path, 1);
	sipmap_notify("READY=1");
	ASSERT_NUMBER(7, recv(fd, text, sizeof(text) - 1, MSG_DONTWAIT));
	ASSERT_TEXT("READY=1", text);
	sipmap_notify("STATUS=two");
	ASSERT_NUMBER(10, recv(fd, text, sizeof(text) - 1, MSG_DONTWAIT));
	ASSERT_TEXT("STATUS=two", text);
	close(fd);
}

static void told(void)
{
	char path[64];

	snprintf(path, sizeof(path), "/tmp/sipmap-notify-%d", getpid());
	hears(path);
	unlink(path);
	snprintf(path, sizeof(path), "@sipmap-notify-%d", getpid());
	hears(path);
}

static void nobody(void)
{
	char path[200];

	unsetenv("NOTIFY_SOCKET");
	sipmap_notify("READY=1");
	setenv("NOTIFY_SOCKET", "/nonexistent/socket", 1);
	sipmap_notify("READY=1");
	memset(path, 'a', sizeof(path));
	path[sizeof(path) - 1] = '\0';
	setenv("NOTIFY_SOCKET", path, 1);
	sipmap_notify("READY=1");
}

int main(void)
{
	static const struct tap_test tests[] = {
		{ "the watchdog is fed twice in its time", interval },
		{ "a watchdog of another process is none", others },
		{ "what is told is heard, each time", told },
		{ "without a manager nothing happens", nobody },
	};

	return tap_run(tests, ARRAY_SIZE(tests));
}
