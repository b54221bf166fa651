// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Requests and dumps go over one socket, one at a time; events have a socket
 * of their own, so that the two never mix.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libmnl/libmnl.h>
#include <linux/genetlink.h>

#include "connection.h"
#include "family.h"

#define BUFFER_SIZE 32768
#define REQUEST_SIZE 2048
/* no errno of the kernel is greater */
#define ERROR_MAX 4095

/* what the answers to one request are for */
struct exchange {
	struct sipmap_knl *knl;
	struct sipmap_knl_object *answer;
	sipmap_knl_object_t take;
	void *arg;
	int stopped;
};

static int set_option(struct mnl_socket *socket, int option)
{
	int on = 1;

	return mnl_socket_setsockopt(socket, option, &on, sizeof(on));
}

/**
 * sipmap_knl_open_socket - a bound generic netlink socket
 * @opened: set to the socket
 *
 * Return: 0 or a negative errno.
 */
int sipmap_knl_open_socket(struct mnl_socket **opened)
{
	struct mnl_socket *socket = mnl_socket_open2(NETLINK_GENERIC,
						     SOCK_CLOEXEC);
	int err;

	if (!socket)
		return -errno;
	if (mnl_socket_bind(socket, 0, MNL_SOCKET_AUTOPID) < 0) {
		err = -errno;
		mnl_socket_close(socket);
		return err;
	}
	/* older kernels lack one or the other; nothing depends on them */
	set_option(socket, NETLINK_EXT_ACK);
	set_option(socket, NETLINK_CAP_ACK);
	*opened = socket;
	return 0;
}

/**
 * sipmap_knl_open - connect to the module
 * @knl: set to the connection, or to NULL
 *
 * The kernel loads the module if it can. sipmap_knl_open_error() has the
 * words for a failure.
 *
 * Return: 0, -ENOENT if the module is not there, or another negative errno.
 */
int sipmap_knl_open(struct sipmap_knl **knl)
{
	struct sipmap_knl *opened = calloc(1, sizeof(*opened));
	int err;

	*knl = NULL;
	if (!opened)
		return -ENOMEM;
	err = sipmap_knl_open_socket(&opened->requests);
	if (err)
		goto err_free;
	err = sipmap_family_resolve(opened->requests, SIPMAP_FAMILY_NAME,
				    SIPMAP_MCGRP_EVENTS, &opened->family,
				    &opened->group_id);
	if (err)
		goto err_close;
	*knl = opened;
	return 0;

err_close:
	mnl_socket_close(opened->requests);
err_free:
	free(opened);
	return err;
}

/**
 * sipmap_knl_open_error - why sipmap_knl_open() failed, and what helps
 * @error: what it returned
 *
 * Return: one line without a full stop; valid until the next call.
 */
const char *sipmap_knl_open_error(int error)
{
	static char text[128];

	if (error == -ENOENT)
		return "module nf_sipmap is not loaded: run modprobe nf_sipmap";
	snprintf(text, sizeof(text), "cannot reach the module: %s",
		 strerror(-error));
	return text;
}

/**
 * sipmap_knl_close - end a connection
 * @knl: the connection, or NULL
 *
 * If its owner was the agent, the module has no agent from now on.
 */
void sipmap_knl_close(struct sipmap_knl *knl)
{
	if (!knl)
		return;
	if (knl->events)
		mnl_socket_close(knl->events);
	mnl_socket_close(knl->requests);
	free(knl);
}

/**
 * sipmap_knl_error - one line about the last failure
 * @knl: the connection
 *
 * Return: the kernel's own words where it gave any; valid until the next
 * call on @knl.
 */
const char *sipmap_knl_error(const struct sipmap_knl *knl)
{
	return knl->error;
}

static void explain(struct sipmap_knl *knl, int error, const char *text)
{
	if (text)
		snprintf(knl->error, sizeof(knl->error), "%s", text);
	else if (error == -EPERM)
		snprintf(knl->error, sizeof(knl->error),
			 "not permitted: run it as root or with CAP_NET_ADMIN");
	else
		snprintf(knl->error, sizeof(knl->error), "%s",
			 strerror(-error));
}

static const char *extended_text(const struct nlmsghdr *message, size_t offset)
{
	const struct nlattr *attribute;

	if (offset > mnl_nlmsg_get_payload_len(message))
		return NULL;
	mnl_attr_for_each(attribute, message, offset) {
		if (mnl_attr_get_type(attribute) == NLMSGERR_ATTR_MSG &&
		    mnl_attr_validate(attribute, MNL_TYPE_NUL_STRING) >= 0)
			return mnl_attr_get_str(attribute);
	}
	return NULL;
}

/* attributes follow the error and, unless it is capped, the request */
static size_t extended_offset(const struct nlmsghdr *message)
{
	const struct nlmsgerr *ack = mnl_nlmsg_get_payload(message);
	size_t request = ack->msg.nlmsg_len;

	if (message->nlmsg_flags & NLM_F_CAPPED || !ack->error)
		return sizeof(*ack);
	return sizeof(*ack) - sizeof(ack->msg) + MNL_ALIGN(request);
}

static int read_end(struct sipmap_knl *knl, const struct nlmsghdr *message)
{
	const struct nlmsgerr *ack = mnl_nlmsg_get_payload(message);
	size_t length = mnl_nlmsg_get_payload_len(message);
	size_t offset = sizeof(int);
	const char *text = NULL;

	if (length < sizeof(int))
		return message->nlmsg_type == NLMSG_DONE ? 0 : -EBADMSG;
	if (message->nlmsg_type == NLMSG_ERROR) {
		if (length < sizeof(*ack))
			return -EBADMSG;
		offset = extended_offset(message);
	}
	if (ack->error > 0 || ack->error < -ERROR_MAX)
		return -EBADMSG;
	if (ack->error && message->nlmsg_flags & NLM_F_ACK_TLVS)
		text = extended_text(message, offset);
	if (ack->error)
		explain(knl, ack->error, text);
	return ack->error;
}

static int read_object(struct exchange *exchange,
		       const struct nlmsghdr *message)
{
	struct sipmap_knl_object object;
	int err;

	if (message->nlmsg_type != exchange->knl->family)
		return 0;
	err = sipmap_knl_parse(message, &object);
	if (err)
		return err;
	if (exchange->answer)
		*exchange->answer = object;
	if (exchange->take && !exchange->stopped)
		exchange->stopped = exchange->take(&object, exchange->arg);
	return 0;
}

/* true when the exchange is over */
static bool read_batch(struct exchange *exchange, const char *buffer,
		       int length, int *result)
{
	const struct nlmsghdr *message = (const struct nlmsghdr *)buffer;

	for (; mnl_nlmsg_ok(message, length);
	     message = mnl_nlmsg_next(message, &length)) {
		if (message->nlmsg_seq != exchange->knl->sequence)
			continue;
		if (message->nlmsg_type == NLMSG_ERROR ||
		    message->nlmsg_type == NLMSG_DONE) {
			int err = read_end(exchange->knl, message);

			if (err)
				*result = err;
			return true;
		}
		*result = read_object(exchange, message);
		if (*result)
			explain(exchange->knl, *result,
				"module and programs differ: install both anew");
	}
	return false;
}

static int read_answers(struct exchange *exchange)
{
	_Alignas(8) char buffer[BUFFER_SIZE];
	struct sipmap_knl *knl = exchange->knl;
	int result = 0;
	ssize_t length;
	bool done;

	do {
		length = mnl_socket_recvfrom(knl->requests, buffer,
					     sizeof(buffer));
		if (length < 0 && errno == EINTR) {
			done = false;
			continue;
		}
		if (length < 0) {
			result = -errno;
			explain(knl, result, NULL);
			return result;
		}
		length = sipmap_family_whole(buffer, length);
		done = read_batch(exchange, buffer, length, &result);
	} while (!done);
	return result ? result : exchange->stopped;
}

static int transact(struct exchange *exchange,
		    const struct sipmap_knl_object *request, u16 flags)
{
	_Alignas(8) char buffer[REQUEST_SIZE] = { 0 };
	struct sipmap_knl *knl = exchange->knl;
	struct genlmsghdr *header;
	struct nlmsghdr *message;
	int err;

	message = mnl_nlmsg_put_header(buffer);
	message->nlmsg_type = knl->family;
	message->nlmsg_flags = NLM_F_REQUEST | flags;
	message->nlmsg_seq = ++knl->sequence;
	header = mnl_nlmsg_put_extra_header(message, sizeof(*header));
	header->cmd = request->command;
	header->version = SIPMAP_FAMILY_VERSION;
	err = sipmap_knl_build(message, sizeof(buffer), request);
	if (!err && mnl_socket_sendto(knl->requests, message,
				      message->nlmsg_len) < 0)
		err = -errno;
	if (err) {
		explain(knl, err, NULL);
		return err;
	}
	return read_answers(exchange);
}

/**
 * sipmap_knl_request - ask for one thing
 * @knl: the connection
 * @request: command and attributes
 * @answer: filled in with what comes back, all zero if nothing does; may be
 *	    NULL
 *
 * Return: 0 or the kernel's negative errno.
 */
int sipmap_knl_request(struct sipmap_knl *knl,
		       const struct sipmap_knl_object *request,
		       struct sipmap_knl_object *answer)
{
	struct exchange exchange = { .knl = knl, .answer = answer };

	if (answer)
		memset(answer, 0, sizeof(*answer));
	return transact(&exchange, request, NLM_F_ACK);
}

/**
 * sipmap_knl_dump - go through a table
 * @knl: the connection
 * @command: a SIPMAP_CMD_*_GET that dumps
 * @take: gets each object; must make no request on @knl
 * @arg: for @take
 *
 * Return: 0, the kernel's negative errno, or what @take ended it with.
 */
int sipmap_knl_dump(struct sipmap_knl *knl, u8 command,
		    sipmap_knl_object_t take, void *arg)
{
	struct sipmap_knl_object request = { .command = command };
	struct exchange exchange = { .knl = knl, .take = take, .arg = arg };

	return transact(&exchange, &request, NLM_F_DUMP);
}
