// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * libre has a server for HTTP, but not over sockets of the Unix domain; its
 * parser is used. A connection has one request and its answer. Who keeps one
 * for nothing, or sends half a request, loses it when others come.
 */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "conn.h"

#define REQUEST_MAX 16384
#define PIECE 4096

static void on_readable(int flags, void *arg);

static void conn_close(struct sipmap_conn *conn)
{
	sipmap_watch_stop(&conn->watch);
	close(conn->fd);
	mem_deref(conn->request);
	mem_deref(conn->answer);
	memset(conn, 0, sizeof(*conn));
}

/* until the other side closes too: what it has sent and nobody has read would
 * take away from it what it has not read yet
 */
static void conn_finish(struct sipmap_conn *conn)
{
	if (shutdown(conn->fd, SHUT_WR) ||
	    sipmap_watch_start(&conn->watch, conn->fd, on_readable, conn))
		conn_close(conn);
}

static void on_writable(int flags, void *arg)
{
	struct sipmap_conn *conn = arg;
	struct mbuf *answer = conn->answer;
	ssize_t sent;

	(void)flags;
	sent = send(conn->fd, mbuf_buf(answer), mbuf_get_left(answer),
		    MSG_NOSIGNAL);
	if (sent < 0 && errno != EAGAIN && errno != EINTR) {
		conn_close(conn);
		return;
	}
	if (sent > 0)
		mbuf_advance(answer, sent);
	if (!mbuf_get_left(answer))
		conn_finish(conn);
}

static int conn_answer(struct sipmap_conn *conn, const struct http_msg *request)
{
	struct sipmap_conns *conns = conn->conns;
	int err;

	conn->answer = mbuf_alloc(PIECE);
	if (!conn->answer)
		return -ENOMEM;
	err = conns->answer(conns->arg, request, conn->answer);
	if (err)
		return err;
	conn->answer->pos = 0;
	return sipmap_watch_write(&conn->watch, conn->fd, on_writable, conn);
}

/* Return: 0: there is an answer; -EAGAIN: it is not whole; or another error */
static int conn_parse(struct sipmap_conn *conn)
{
	struct http_msg *request = NULL;
	int err;

	conn->request->pos = 0;
	err = http_msg_decode(&request, conn->request, true);
	if (err)
		return err == ENODATA && conn->request->end < REQUEST_MAX ?
		       -EAGAIN : -err;
	err = conn_answer(conn, request);
	mem_deref(request);
	return err;
}

static void on_readable(int flags, void *arg)
{
	struct sipmap_conn *conn = arg;
	u8 piece[PIECE];
	ssize_t length;
	int err;

	(void)flags;
	length = recv(conn->fd, piece, sizeof(piece), 0);
	if (length < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (length <= 0) {
		conn_close(conn);
		return;
	}
	if (conn->answer)
		return;
	conn->request->pos = conn->request->end;
	err = -mbuf_write_mem(conn->request, piece, length);
	if (!err)
		err = conn_parse(conn);
	if (err && err != -EAGAIN)
		conn_close(conn);
}

/* a free one; where there is none, the oldest is given up */
static struct sipmap_conn *conn_find(struct sipmap_conns *conns)
{
	struct sipmap_conn *oldest = &conns->list[0];
	size_t i;

	for (i = 0; i < SIPMAP_CONNS; i++) {
		struct sipmap_conn *conn = &conns->list[i];

		if (!conn->conns)
			return conn;
		if (conn->number < oldest->number)
			oldest = conn;
	}
	conn_close(oldest);
	return oldest;
}

static void on_connected(int flags, void *arg)
{
	struct sipmap_conns *conns = arg;
	struct sipmap_conn *conn;
	int fd;

	(void)flags;
	fd = accept4(conns->listener.fd, NULL, NULL,
		     SOCK_CLOEXEC | SOCK_NONBLOCK);
	if (fd < 0)
		return;
	conn = conn_find(conns);
	conn->request = mbuf_alloc(PIECE);
	if (!conn->request ||
	    sipmap_watch_start(&conn->watch, fd, on_readable, conn)) {
		conn->request = mem_deref(conn->request);
		close(fd);
		return;
	}
	conn->conns = conns;
	conn->fd = fd;
	conn->number = conns->count++;
}

/**
 * sipmap_conns_open - begin to answer
 * @conns: set up
 * @listener: the socket, which is closed in the end; not where this fails
 * @answer: answers a request
 * @arg: for @answer
 *
 * Return: 0 or a negative errno.
 */
int sipmap_conns_open(struct sipmap_conns *conns,
		      const struct sipmap_listener *listener,
		      sipmap_conn_answer_t answer, void *arg)
{
	memset(conns, 0, sizeof(*conns));
	conns->listener = *listener;
	conns->answer = answer;
	conns->arg = arg;
	return sipmap_watch_start(&conns->watch, listener->fd, on_connected,
				  conns);
}

/**
 * sipmap_conns_close - answer no more, and close the socket
 * @conns: in use
 */
void sipmap_conns_close(struct sipmap_conns *conns)
{
	size_t i;

	for (i = 0; i < SIPMAP_CONNS; i++)
		if (conns->list[i].conns)
			conn_close(&conns->list[i]);
	sipmap_watch_stop(&conns->watch);
	sipmap_listener_close(&conns->listener);
}
