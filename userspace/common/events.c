// SPDX-License-Identifier: GPL-2.0-or-later
/* What the module says unasked, and whether it is there at all. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <linux/genetlink.h>

#include "connection.h"
#include "family.h"

#define BUFFER_SIZE 32768
/* a burst of events while the reader is busy must not be lost */
#define EVENT_BUFFER 1048576

static int make_nonblocking(int fd)
{
	int flags = fcntl(fd, F_GETFL);

	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0)
		return -errno;
	return 0;
}

/* SO_RCVBUFFORCE wants CAP_NET_ADMIN; without it what is allowed must do */
static void widen(int fd)
{
	int size = EVENT_BUFFER;

	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) < 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
}

static int open_events(struct mnl_socket **opened, u32 group_id)
{
	struct mnl_socket *socket;
	int err;

	err = sipmap_knl_open_socket(&socket);
	if (err)
		return err;
	err = sipmap_family_join_notify(socket);
	if (!err && group_id)
		err = sipmap_family_join(socket, group_id);
	if (!err)
		err = make_nonblocking(mnl_socket_get_fd(socket));
	if (err) {
		mnl_socket_close(socket);
		return err;
	}
	widen(mnl_socket_get_fd(socket));
	*opened = socket;
	return 0;
}

/**
 * sipmap_knl_subscribe - begin to receive events
 * @knl: the connection
 *
 * Subscribe first and dump afterwards, so that no change falls between.
 *
 * Return: 0 or a negative errno.
 */
int sipmap_knl_subscribe(struct sipmap_knl *knl)
{
	if (knl->events)
		return 0;
	return open_events(&knl->events, knl->group_id);
}

/**
 * sipmap_knl_event_fd - what to poll for events
 * @knl: the connection, subscribed
 *
 * Return: a file descriptor that belongs to @knl.
 */
int sipmap_knl_event_fd(const struct sipmap_knl *knl)
{
	return mnl_socket_get_fd(knl->events);
}

static int read_events(struct sipmap_knl *knl, const char *buffer, int length,
		       sipmap_knl_object_t take, void *arg)
{
	const struct nlmsghdr *message = (const struct nlmsghdr *)buffer;
	struct sipmap_knl_object object;
	int result = 0;

	for (; mnl_nlmsg_ok(message, length);
	     message = mnl_nlmsg_next(message, &length)) {
		if (message->nlmsg_type == knl->family) {
			/* an event that cannot be read is one that was lost */
			if (sipmap_knl_parse(message, &object))
				result = -ENOBUFS;
			else
				take(&object, arg);
		} else if (sipmap_family_change(message, SIPMAP_FAMILY_NAME) ==
			   SIPMAP_FAMILY_WENT) {
			return -ENODEV;
		}
	}
	return result;
}

/**
 * sipmap_knl_events - take all events that have arrived, without waiting
 * @knl: the connection, subscribed
 * @take: gets each object
 * @arg: for @take
 *
 * Return: 0, -ENOBUFS if events were lost and the tables must be read again,
 * -ENODEV if the module has been unloaded, or another negative errno.
 */
int sipmap_knl_events(struct sipmap_knl *knl, sipmap_knl_object_t take,
		      void *arg)
{
	_Alignas(8) char buffer[BUFFER_SIZE];
	int result = 0;
	ssize_t length;
	int err;

	for (;;) {
		length = mnl_socket_recvfrom(knl->events, buffer,
					     sizeof(buffer));
		if (length < 0 && errno == EINTR)
			continue;
		if (length < 0 && errno == ENOBUFS) {
			result = -ENOBUFS;
			continue;
		}
		if (length < 0)
			return errno == EAGAIN ? result : -errno;
		length = sipmap_family_whole(buffer, length);
		err = read_events(knl, buffer, length, take, arg);
		if (err == -ENODEV)
			return err;
		if (err)
			result = err;
	}
}

/**
 * sipmap_knl_watch_open - begin to wait for the module to be loaded
 * @watch: set to a new watch
 *
 * Asking for the family would load the module that somebody has just
 * unloaded; this only listens.
 *
 * Return: 0 or a negative errno.
 */
int sipmap_knl_watch_open(struct sipmap_knl_watch **watch)
{
	return open_events((struct mnl_socket **)watch, 0);
}

/**
 * sipmap_knl_watch_fd - what to poll
 * @watch: the watch
 *
 * Return: a file descriptor that belongs to @watch.
 */
int sipmap_knl_watch_fd(const struct sipmap_knl_watch *watch)
{
	return mnl_socket_get_fd((const struct mnl_socket *)watch);
}

/**
 * sipmap_knl_watch_read - has the module been loaded?
 * @watch: the watch
 *
 * Return: true if it has been loaded since the last time.
 */
bool sipmap_knl_watch_read(struct sipmap_knl_watch *watch)
{
	_Alignas(8) char buffer[BUFFER_SIZE];
	struct mnl_socket *socket = (struct mnl_socket *)watch;
	const struct nlmsghdr *message;
	bool came = false;
	ssize_t received;
	int length;

	for (;;) {
		received = mnl_socket_recvfrom(socket, buffer, sizeof(buffer));
		/* what was lost may have been the very message: say yes */
		if (received < 0 && errno == ENOBUFS)
			came = true;
		else if (received < 0 && errno != EINTR)
			return came;
		length = received < 0 ? 0 :
			 sipmap_family_whole(buffer, received);
		message = (const struct nlmsghdr *)buffer;
		for (; mnl_nlmsg_ok(message, length);
		     message = mnl_nlmsg_next(message, &length))
			came |= sipmap_family_change(message,
						     SIPMAP_FAMILY_NAME) ==
				SIPMAP_FAMILY_CAME;
	}
}

/**
 * sipmap_knl_watch_close - stop waiting
 * @watch: the watch, or NULL
 */
void sipmap_knl_watch_close(struct sipmap_knl_watch *watch)
{
	if (watch)
		mnl_socket_close((struct mnl_socket *)watch);
}
