/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libre, from 1.1 to today's, as the agent uses it. The only file that knows
 * that there are versions of it, and the only one that includes it.
 */
#ifndef SIPMAP_SIPMAPD_COMPAT_H
#define SIPMAP_SIPMAPD_COMPAT_H

#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* before 2.0 the header leaves it to the compiler's command line */
#ifndef HAVE_INET6
#define HAVE_INET6 1
#endif
#ifndef HAVE_INTTYPES_H
#define HAVE_INTTYPES_H 1
#endif
#ifndef HAVE_STDBOOL_H
#define HAVE_STDBOOL_H 1
#endif

#include <re.h>

/* its messages; the names are what the header wants of its users */
#define DEBUG_MODULE "sipmapd"
#define DEBUG_LEVEL 0
#include <re_dbg.h>

/**
 * struct sipmap_watch - a file descriptor in the event loop
 * @handle: libre's, since 3.3
 * @fd: the file descriptor, before
 */
struct sipmap_watch {
#ifdef SIPMAP_HAVE_RE_FHS
	struct re_fhs *handle;
#else
	int fd;
#endif
};

/**
 * sipmap_watch_start - call a function when there is something to read
 * @watch: not in use, or in use for this file descriptor, to write
 * @fd: the file descriptor
 * @take: the function
 * @arg: for @take
 *
 * Return: 0 or a negative errno.
 */
static inline int sipmap_watch_start(struct sipmap_watch *watch, int fd,
				     fd_h *take, void *arg)
{
#ifdef SIPMAP_HAVE_RE_FHS
	return -fd_listen(&watch->handle, fd, FD_READ, take, arg);
#else
	watch->fd = fd;
	return -fd_listen(fd, FD_READ, take, arg);
#endif
}

/**
 * sipmap_watch_write - call a function when there is room to write
 * @watch: not in use, or in use for this file descriptor, to read
 * @fd: the file descriptor
 * @take: the function
 * @arg: for @take
 *
 * Return: 0 or a negative errno.
 */
static inline int sipmap_watch_write(struct sipmap_watch *watch, int fd,
				     fd_h *take, void *arg)
{
#ifdef SIPMAP_HAVE_RE_FHS
	return -fd_listen(&watch->handle, fd, FD_WRITE, take, arg);
#else
	watch->fd = fd;
	return -fd_listen(fd, FD_WRITE, take, arg);
#endif
}

/**
 * sipmap_watch_stop - the file descriptor is going to be closed
 * @watch: in use
 */
static inline void sipmap_watch_stop(struct sipmap_watch *watch)
{
#ifdef SIPMAP_HAVE_RE_FHS
	watch->handle = fd_close(watch->handle);
#else
	fd_close(watch->fd);
#endif
}

#endif /* SIPMAP_SIPMAPD_COMPAT_H */
