/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Connections of those who ask the agent something over HTTP. */
#ifndef SIPMAP_SIPMAPD_CONN_H
#define SIPMAP_SIPMAPD_CONN_H

#include "../../kmod/sip/base.h"
#include "compat.h"
#include "listener.h"

#define SIPMAP_CONNS 16

/**
 * typedef sipmap_conn_answer_t - answers a request
 * @arg: as given
 * @request: the head of the request
 * @answer: to be filled in, with head and body
 *
 * Return: 0 or a negative errno: the connection is closed without an answer.
 */
typedef int (*sipmap_conn_answer_t)(void *arg, const struct http_msg *request,
				    struct mbuf *answer);

/**
 * struct sipmap_conn - a connection
 * @conns: all of them; NULL: this one is not in use
 * @fd: its socket
 * @watch: in the event loop
 * @number: it was the so manieth
 * @request: what has come, until the head is whole
 * @answer: what is to be sent, as soon as that is known
 */
struct sipmap_conn {
	struct sipmap_conns *conns;
	int fd;
	struct sipmap_watch watch;
	u64 number;
	struct mbuf *request;
	struct mbuf *answer;
};

/**
 * struct sipmap_conns - a listening socket, and who has connected to it
 * @listener: the socket
 * @watch: in the event loop
 * @list: the connections
 * @count: how many there have been
 * @answer: answers a request
 * @arg: for @answer
 */
struct sipmap_conns {
	struct sipmap_listener listener;
	struct sipmap_watch watch;
	struct sipmap_conn list[SIPMAP_CONNS];
	u64 count;
	sipmap_conn_answer_t answer;
	void *arg;
};

int sipmap_conns_open(struct sipmap_conns *conns,
		      const struct sipmap_listener *listener,
		      sipmap_conn_answer_t answer, void *arg);
void sipmap_conns_close(struct sipmap_conns *conns);

#endif /* SIPMAP_SIPMAPD_CONN_H */
