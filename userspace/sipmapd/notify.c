// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "notify.h"

/**
 * sipmap_notify - tell the service manager, if there is one
 * @state: for instance "READY=1"
 */
void sipmap_notify(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	/* kept: the watchdog is to be fed also when no more can be opened */
	static int fd = -1;
	socklen_t size;

	if (!path || strlen(path) >= sizeof(address.sun_path))
		return;
	memcpy(address.sun_path, path, strlen(path));
	/* a name that begins with @ is in the abstract name space */
	if (path[0] == '@')
		address.sun_path[0] = '\0';
	size = offsetof(struct sockaddr_un, sun_path) + strlen(path);
	if (fd < 0)
		fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	sendto(fd, state, strlen(state), MSG_NOSIGNAL,
	       (struct sockaddr *)&address, size);
}

static bool read_decimal(const char *name, unsigned long long *value)
{
	const char *text = getenv(name);
	char *end;

	if (!text || *text < '0' || *text > '9')
		return false;
	errno = 0;
	*value = strtoull(text, &end, 10);
	return !errno && !*end;
}

/**
 * sipmap_notify_watchdog - how often the service manager wants to hear from us
 *
 * Return: half of the time after which it gives us up, ms; 0: it does not
 * watch this process.
 */
unsigned long long sipmap_notify_watchdog(void)
{
	unsigned long long timeout;
	unsigned long long pid;

	if (!read_decimal("WATCHDOG_USEC", &timeout))
		return 0;
	if (getenv("WATCHDOG_PID") && (!read_decimal("WATCHDOG_PID", &pid) ||
				       pid != (unsigned long long)getpid()))
		return 0;
	return timeout / 2000;
}
