// SPDX-License-Identifier: GPL-2.0-or-later
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>

#include <libnetfilter_queue/libnetfilter_queue.h>
#include <linux/netfilter.h>

#include "nfq.h"

/* the largest IP packet, and what netlink puts around it */
#define BUFFER_SIZE (65536 + 4096)
#define COPY_RANGE 0xffff
#define SOCKET_BUFFER 1048576

/**
 * struct sipmap_nfq - both queues on one socket
 * @handle: the library's
 * @held: queue of held messages
 * @caught: queue of caught replies
 * @handlers: what to do with packets
 * @open: @handlers may be called: the library reads packets, too, while it
 *	  waits for the kernel's answer to what a queue is set to
 */
struct sipmap_nfq {
	struct nfq_handle *handle;
	struct nfq_q_handle *held;
	struct nfq_q_handle *caught;
	struct sipmap_nfq_handlers handlers;
	bool open;
};

static u32 packet_id(struct nfq_data *data)
{
	const struct nfqnl_msg_packet_hdr *header =
		nfq_get_msg_packet_hdr(data);

	return header ? ntohl(header->packet_id) : 0;
}

static int on_held(struct nfq_q_handle *queue, struct nfgenmsg *message,
		   struct nfq_data *data, void *arg)
{
	struct sipmap_nfq *nfq = arg;

	(void)message;
	if (nfq->open)
		nfq->handlers.held(nfq->handlers.arg, packet_id(data),
				   nfq_get_outdev(data));
	else
		nfq_set_verdict(queue, packet_id(data), NF_REPEAT, 0, NULL);
	return 0;
}

static int on_caught(struct nfq_q_handle *queue, struct nfgenmsg *message,
		     struct nfq_data *data, void *arg)
{
	struct sipmap_nfq *nfq = arg;
	unsigned char *packet;
	int length;

	(void)message;
	length = nfq_get_payload(data, &packet);
	if (length > 0 && nfq->open)
		nfq->handlers.caught(nfq->handlers.arg, packet, length);
	nfq_set_verdict(queue, packet_id(data), NF_DROP, 0, NULL);
	return 0;
}

/*
 * Where the queue is full a message must go on unheld, not be dropped; and a
 * large packet need not be cut into segments for us. Older kernels know less.
 */
static void set_flags(struct nfq_q_handle *queue)
{
	nfq_set_queue_flags(queue, NFQA_CFG_F_FAIL_OPEN, NFQA_CFG_F_FAIL_OPEN);
	nfq_set_queue_flags(queue, NFQA_CFG_F_GSO, NFQA_CFG_F_GSO);
}

static int open_queue(struct sipmap_nfq *nfq, u16 number, nfq_callback *take,
		      struct nfq_q_handle **queue)
{
	*queue = nfq_create_queue(nfq->handle, number, take, nfq);
	if (!*queue)
		return errno == EPERM ? -EPERM : -EBUSY;
	if (nfq_set_mode(*queue, NFQNL_COPY_PACKET, COPY_RANGE) < 0)
		return -errno;
	set_flags(*queue);
	return 0;
}

static int set_up_socket(int fd)
{
	int size = SOCKET_BUFFER;
	int flags = fcntl(fd, F_GETFL);

	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) < 0)
		setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
	if (flags < 0 || fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0 ||
	    fcntl(fd, F_SETFD, FD_CLOEXEC) < 0)
		return -errno;
	return 0;
}

/**
 * sipmap_nfq_open - receive both queues
 * @nfq: set to the queues
 * @held_queue: number of the queue of held messages
 * @caught_queue: number of the queue of caught replies
 * @handlers: what to do with packets; copied
 *
 * Return: 0, -EBUSY if another program has one of the queues, -EPERM, or
 * another negative errno.
 */
int sipmap_nfq_open(struct sipmap_nfq **nfq, u16 held_queue, u16 caught_queue,
		    const struct sipmap_nfq_handlers *handlers)
{
	struct sipmap_nfq *opened = calloc(1, sizeof(*opened));
	int err;

	if (!opened)
		return -ENOMEM;
	opened->handlers = *handlers;
	opened->handle = nfq_open();
	if (!opened->handle) {
		err = errno ? -errno : -EPROTONOSUPPORT;
		goto err_free;
	}
	err = open_queue(opened, held_queue, on_held, &opened->held);
	if (!err)
		err = open_queue(opened, caught_queue, on_caught,
				 &opened->caught);
	if (!err)
		err = set_up_socket(nfq_fd(opened->handle));
	if (err)
		goto err_close;
	opened->open = true;
	*nfq = opened;
	return 0;

err_close:
	nfq_close(opened->handle);
err_free:
	free(opened);
	return err;
}

/**
 * sipmap_nfq_close - leave both queues
 * @nfq: the queues, or NULL
 *
 * No handler is called any more. What has arrived and was not read goes on as
 * if released; the kernel drops what the handlers took and did not release.
 */
void sipmap_nfq_close(struct sipmap_nfq *nfq)
{
	if (!nfq)
		return;
	nfq->open = false;
	sipmap_nfq_read(nfq);
	if (nfq->held)
		nfq_destroy_queue(nfq->held);
	if (nfq->caught)
		nfq_destroy_queue(nfq->caught);
	nfq_close(nfq->handle);
	free(nfq);
}

/**
 * sipmap_nfq_fd - what to poll
 * @nfq: the queues
 *
 * Return: a file descriptor that belongs to @nfq.
 */
int sipmap_nfq_fd(const struct sipmap_nfq *nfq)
{
	return nfq_fd(nfq->handle);
}

/**
 * sipmap_nfq_read - take all packets that have arrived, without waiting
 * @nfq: the queues
 */
void sipmap_nfq_read(struct sipmap_nfq *nfq)
{
	static _Alignas(8) char buffer[BUFFER_SIZE];
	int fd = nfq_fd(nfq->handle);
	ssize_t length;

	for (;;) {
		length = recv(fd, buffer, sizeof(buffer), 0);
		/* ENOBUFS: packets went on unheld; those that wait are here */
		if (length < 0 && (errno == EINTR || errno == ENOBUFS))
			continue;
		if (length < 0)
			return;
		nfq_handle_packet(nfq->handle, buffer, length);
	}
}

/**
 * sipmap_nfq_release - let a held message go on
 * @nfq: the queues
 * @packet: as given to the handler
 *
 * The module's hook sees it again, and now knows what it waited for.
 */
void sipmap_nfq_release(struct sipmap_nfq *nfq, u32 packet)
{
	nfq_set_verdict(nfq->held, packet, NF_REPEAT, 0, NULL);
}
