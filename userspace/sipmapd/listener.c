// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Who may connect to a file is what its group and mode say, and they are right
 * before anybody can: it is bound, then handed to the group, and listens last.
 */
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "listener.h"

#define BACKLOG 16
#define MODE 0660

/* Return: a file descriptor or a negative errno */
static int open_socket(int family)
{
	int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

	return fd < 0 ? -errno : fd;
}

/**
 * sipmap_listener_port - listen on 127.0.0.1
 * @listener: set up
 * @port: TCP port
 *
 * Return: 0 or a negative errno.
 */
int sipmap_listener_port(struct sipmap_listener *listener, uint16_t port)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_port = htons(port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	int fd = open_socket(AF_INET);
	int on = 1;
	int err;

	if (fd < 0)
		return fd;
	/* connections of the one before may not have ended */
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) ||
	    bind(fd, (struct sockaddr *)&address, sizeof(address)) ||
	    listen(fd, BACKLOG)) {
		err = -errno;
		close(fd);
		return err;
	}
	memset(listener, 0, sizeof(*listener));
	listener->fd = fd;
	return 0;
}

/*
 * A file whose program has been killed stays, and refuses connections.
 *
 * Return: 0: it is out of the way; -EADDRINUSE: somebody listens there;
 * -EEXIST: it is no socket; or another negative errno
 */
static int remove_stale(const struct sockaddr_un *address)
{
	struct stat file;
	int err = 0;
	int fd;

	if (lstat(address->sun_path, &file))
		return errno == ENOENT ? 0 : -errno;
	if (!S_ISSOCK(file.st_mode))
		return -EEXIST;
	fd = open_socket(AF_UNIX);
	if (fd < 0)
		return fd;
	if (!connect(fd, (const struct sockaddr *)address, sizeof(*address)))
		err = -EADDRINUSE;
	else if (errno == EAGAIN)
		err = -EADDRINUSE;
	else if (errno != ECONNREFUSED)
		err = -errno;
	else if (unlink(address->sun_path) && errno != ENOENT)
		err = -errno;
	close(fd);
	return err;
}

/* the file of a socket that is bound: not to be mistaken for another's */
static int hand_over(struct sipmap_listener *listener, gid_t group)
{
	struct stat file;

	if (lstat(listener->path, &file))
		return -errno;
	listener->device = file.st_dev;
	listener->inode = file.st_ino;
	if ((group != (gid_t)-1 && chown(listener->path, -1, group)) ||
	    chmod(listener->path, MODE) || listen(listener->fd, BACKLOG))
		return -errno;
	return 0;
}

/**
 * sipmap_listener_path - listen at a file, which is made
 * @listener: set up
 * @path: where, of less than SIPMAP_LISTENER_PATH bytes
 * @group: whom it is for, beside its owner; -1: the process' own group
 *
 * A socket that nobody listens at any more is replaced, nothing else.
 *
 * Return: 0 or a negative errno, for sipmap_listener_remedy().
 */
int sipmap_listener_path(struct sipmap_listener *listener, const char *path,
			 gid_t group)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int err;

	memset(listener, 0, sizeof(*listener));
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	err = remove_stale(&address);
	if (err)
		return err;
	listener->fd = open_socket(AF_UNIX);
	if (listener->fd < 0)
		return listener->fd;
	if (bind(listener->fd, (struct sockaddr *)&address, sizeof(address))) {
		err = -errno;
		close(listener->fd);
		return err;
	}
	snprintf(listener->path, sizeof(listener->path), "%s", path);
	err = hand_over(listener, group);
	if (err)
		sipmap_listener_close(listener);
	return err;
}

/**
 * sipmap_listener_fault - can there never be a socket at that path?
 * @path: where
 *
 * That its folder is not there yet is no fault: it may come with the service.
 *
 * Return: what is wrong and what helps, or NULL.
 */
const char *sipmap_listener_fault(const char *path)
{
	struct stat file;

	if (path[0] != '/' || path[strlen(path) - 1] == '/')
		return "not the path of a file: write all of it, like /run/sipmap/status.sock";
	if (strlen(path) >= SIPMAP_LISTENER_PATH)
		return "path is too long for a socket: at most 107 bytes";
	if (lstat(path, &file))
		return errno == ENOTDIR ?
		       "a folder of the path is a file: take another path" :
		       NULL;
	if (!S_ISSOCK(file.st_mode))
		return "what is there is no socket: remove it, or take another path";
	return NULL;
}

/**
 * sipmap_listener_remedy - what helps where a file cannot be listened at
 * @err: what sipmap_listener_path() returned
 *
 * Return: an imperative.
 */
const char *sipmap_listener_remedy(int err)
{
	switch (-err) {
	case EADDRINUSE:
		return "stop the program that listens there, or take another status_socket";
	case EEXIST:
		return "it is no socket: remove it, or take another status_socket";
	case ENOENT:
	case ENOTDIR:
		return "make its folder, or take another status_socket";
	case EPERM:
		return "make the agent's user a member of status_group";
	default:
		return "take a status_socket in a folder where the agent may write";
	}
}

/**
 * sipmap_listener_close - listen no more
 * @listener: in use
 *
 * Its file is removed, unless it is somebody else's by now.
 */
void sipmap_listener_close(struct sipmap_listener *listener)
{
	struct stat file;

	if (listener->path[0] && !lstat(listener->path, &file) &&
	    file.st_dev == listener->device && file.st_ino == listener->inode)
		unlink(listener->path);
	close(listener->fd);
}
