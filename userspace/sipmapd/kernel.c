// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <stdio.h>
#include <sys/random.h>
#include <time.h>

#include "kernel.h"
#include "log.h"

#define HOLD_MS_FILE "/proc/sys/net/sipmap/hold_ms"
#define HOLD_MS_DEFAULT 500

static int complain(const struct sipmap_kernel *kernel,
		    enum sipmap_log_level level, const char *what, int err)
{
	if (err)
		sipmap_log(err == -ENOENT ? SIPMAP_LOG_DEBUG : level,
			   "%s: %s", what, sipmap_knl_error(kernel->knl));
	return err;
}

static int kernel_send(void *arg, u32 binding,
		       const struct sipmap_endpoint *destination,
		       const void *payload, size_t length,
		       enum sipmap_catch wanted)
{
	struct sipmap_kernel *kernel = arg;
	struct sipmap_knl_send send = {
		.has = SIPMAP_HAS(SIPMAP_A_SEND_BINDING) |
		       SIPMAP_HAS(SIPMAP_A_SEND_DESTINATION) |
		       SIPMAP_HAS(SIPMAP_A_SEND_PAYLOAD) |
		       SIPMAP_HAS(SIPMAP_A_SEND_CATCH) |
		       SIPMAP_HAS(SIPMAP_A_SEND_LOOSE),
		.binding = binding,
		.destination = *destination,
		.payload_length = length,
		.catch_reply = wanted != SIPMAP_CATCH_NONE,
		.loose = wanted == SIPMAP_CATCH_LOOSE,
	};
	int err;

	if (length > sizeof(send.payload))
		return -EMSGSIZE;
	memcpy(send.payload, payload, length);
	err = sipmap_knl_send(kernel->knl, &send);
	if (!err)
		sipmap_tally_sent(kernel->tally, send.catch_reply);
	return complain(kernel, SIPMAP_LOG_INFO, "a probe was not sent", err);
}

/* getrandom() gives up to 256 bytes at once without being interrupted */
static void kernel_random(void *arg, void *buffer, size_t length)
{
	(void)arg;
	while (getrandom(buffer, length, 0) != (ssize_t)length)
		;
}

static int kernel_binding_new(void *arg, u32 ifindex,
			      struct sipmap_knl_binding *rtp,
			      struct sipmap_knl_binding *rtcp)
{
	struct sipmap_kernel *kernel = arg;
	struct sipmap_knl_binding which = {
		.has = SIPMAP_HAS(SIPMAP_A_BINDING_ID),
	};
	int err = sipmap_knl_binding_new(kernel->knl, ifindex, rtp);

	if (!err) {
		which.id = rtp->pair;
		err = sipmap_knl_binding_get(kernel->knl, &which, rtcp);
	}
	return complain(kernel, SIPMAP_LOG_INFO, "no warm pair can be made",
			err);
}

static int kernel_binding_set(void *arg,
			      const struct sipmap_knl_binding *binding)
{
	struct sipmap_kernel *kernel = arg;

	return complain(kernel, SIPMAP_LOG_WARNING,
			"a public endpoint was not taken",
			sipmap_knl_binding_set(kernel->knl, binding));
}

static int kernel_binding_del(void *arg, u32 id)
{
	struct sipmap_kernel *kernel = arg;
	struct sipmap_knl_binding which = {
		.has = SIPMAP_HAS(SIPMAP_A_BINDING_ID),
		.id = id,
	};

	return complain(kernel, SIPMAP_LOG_WARNING, "a warm pair stays",
			sipmap_knl_binding_del(kernel->knl, &which));
}

/* a call that was faster is no fault */
static int kernel_binding_spare(void *arg, u32 id)
{
	struct sipmap_kernel *kernel = arg;
	struct sipmap_knl_binding which = {
		.has = SIPMAP_HAS(SIPMAP_A_BINDING_ID) |
		       SIPMAP_HAS(SIPMAP_A_BINDING_STATE),
		.id = id,
		.state = SIPMAP_STATE_WARM,
	};

	return sipmap_knl_binding_del(kernel->knl, &which);
}

static int kernel_binding_forget(void *arg, u32 id, u32 source)
{
	struct sipmap_kernel *kernel = arg;
	struct sipmap_knl_binding which = {
		.has = SIPMAP_HAS(SIPMAP_A_BINDING_ID) |
		       SIPMAP_HAS(SIPMAP_A_BINDING_SOURCE),
		.id = id,
		.source = source,
	};

	return complain(kernel, SIPMAP_LOG_WARNING,
			"a measured public endpoint stays",
			sipmap_knl_binding_del(kernel->knl, &which));
}

static int kernel_realm_set(void *arg, const struct sipmap_knl_realm *realm)
{
	static const u32 stun = SIPMAP_HAS(SIPMAP_A_REALM_IFINDEX) |
				SIPMAP_HAS(SIPMAP_A_REALM_STUN);
	struct sipmap_kernel *kernel = arg;
	int err = sipmap_knl_realm_set(kernel->knl, realm);

	/* a module of an earlier version; sipmapctl doctor tells of it */
	if (err == -EINVAL && realm->has == stun)
		return err;
	return complain(kernel, SIPMAP_LOG_ERROR,
			"the outside interface was not taken", err);
}

static int kernel_realm_del(void *arg, u32 ifindex)
{
	struct sipmap_kernel *kernel = arg;
	int err = sipmap_knl_realm_del(kernel->knl, ifindex);

	/* the module follows interfaces itself */
	if (err == -ENODEV)
		return 0;
	return complain(kernel, SIPMAP_LOG_WARNING,
			"the old outside interface stays", err);
}

static void kernel_release(void *arg, u32 packet)
{
	struct sipmap_kernel *kernel = arg;

	sipmap_tally_released(kernel->tally, packet, sipmap_kernel_now());
	sipmap_nfq_release(kernel->nfq, packet);
}

static int kernel_forward(void *arg, const struct sipmap_forward_order *order)
{
	struct sipmap_kernel *kernel = arg;

	if (!kernel->upstream)
		return -EOPNOTSUPP;
	return sipmap_upstream_order(kernel->upstream, order);
}

/**
 * sipmap_kernel_operations - how the agent acts through a connection
 * @kernel: the connection
 * @operations: filled in
 * @transport: filled in
 */
void sipmap_kernel_operations(struct sipmap_kernel *kernel,
			      struct sipmap_agent_operations *operations,
			      struct sipmap_transport *transport)
{
	*operations = (struct sipmap_agent_operations){
		.binding_new = kernel_binding_new,
		.binding_set = kernel_binding_set,
		.binding_del = kernel_binding_del,
		.binding_spare = kernel_binding_spare,
		.binding_forget = kernel_binding_forget,
		.realm_set = kernel_realm_set,
		.realm_del = kernel_realm_del,
		.release = kernel_release,
		.forward = kernel_forward,
		.arg = kernel,
	};
	*transport = (struct sipmap_transport){
		.send = kernel_send,
		.random = kernel_random,
		.arg = kernel,
	};
}

/* the kernel says EPERM of a queue that another program has, too */
static void explain_queue(char *error, u16 held_queue, u16 caught_queue,
			  int err)
{
	if (err == -EBUSY || err == -EPERM)
		snprintf(error, SIPMAP_KERNEL_ERROR,
			 "queue %u or %u is taken: end the other sipmapd, or change held_queue and caught_queue",
			 held_queue, caught_queue);
	else
		snprintf(error, SIPMAP_KERNEL_ERROR,
			 "no packet queues: %s: run modprobe nfnetlink_queue",
			 strerror(-err));
}

/* asking needs the same right as everything else */
static int check_status(const struct sipmap_kernel *kernel, char *error)
{
	struct sipmap_knl_status status;
	int err = sipmap_knl_status_get(kernel->knl, &status);

	if (err)
		snprintf(error, SIPMAP_KERNEL_ERROR, "%s",
			 sipmap_knl_error(kernel->knl));
	return err;
}

static void explain_agent(char *error, const struct sipmap_knl *knl, int err)
{
	if (err == -EBUSY)
		snprintf(error, SIPMAP_KERNEL_ERROR,
			 "another agent is running: end the other sipmapd first");
	else
		snprintf(error, SIPMAP_KERNEL_ERROR,
			 "cannot become the agent: %s", sipmap_knl_error(knl));
}

/**
 * sipmap_kernel_open - connect and become the agent
 * @kernel: to be set up
 * @held_queue: number of the queue of held messages
 * @caught_queue: number of the queue of caught replies
 * @handlers: what to do with packets
 * @error: room for SIPMAP_KERNEL_ERROR bytes: what is wrong and what helps
 *
 * The queues have a reader before the module is told to use them.
 *
 * Return: 0 or a negative errno.
 */
int sipmap_kernel_open(struct sipmap_kernel *kernel, u16 held_queue,
		       u16 caught_queue,
		       const struct sipmap_nfq_handlers *handlers, char *error)
{
	int err;

	memset(kernel, 0, sizeof(*kernel));
	err = sipmap_knl_open(&kernel->knl);
	if (err) {
		snprintf(error, SIPMAP_KERNEL_ERROR, "%s",
			 sipmap_knl_open_error(err));
		return err;
	}
	err = check_status(kernel, error);
	if (err)
		goto err_close;
	err = sipmap_nfq_open(&kernel->nfq, held_queue, caught_queue, handlers);
	if (err) {
		explain_queue(error, held_queue, caught_queue, err);
		goto err_close;
	}
	err = sipmap_knl_subscribe(kernel->knl);
	if (err) {
		snprintf(error, SIPMAP_KERNEL_ERROR,
			 "cannot receive events: %s", strerror(-err));
		goto err_close;
	}
	err = sipmap_knl_agent_set(kernel->knl, held_queue, caught_queue);
	if (err) {
		explain_agent(error, kernel->knl, err);
		goto err_close;
	}
	return 0;

err_close:
	sipmap_kernel_close(kernel);
	return err;
}

/**
 * sipmap_kernel_close - stop being the agent
 * @kernel: the connection, open or not
 *
 * The module stops holding messages before their queue goes.
 */
void sipmap_kernel_close(struct sipmap_kernel *kernel)
{
	sipmap_knl_close(kernel->knl);
	sipmap_nfq_close(kernel->nfq);
	memset(kernel, 0, sizeof(*kernel));
}

/**
 * sipmap_kernel_dump - go through a table of the module's
 * @command: a SIPMAP_CMD_*_GET that dumps
 * @take: gets each object
 * @arg: for @take
 * @error: room for SIPMAP_KERNEL_ERROR bytes: what is wrong and what helps
 *
 * What a table says makes the agent ask for more at once, and no request can
 * be made on a connection while it shows a table: there is one for that alone.
 *
 * Return: 0 or a negative errno.
 */
int sipmap_kernel_dump(u8 command, sipmap_knl_object_t take, void *arg,
		       char *error)
{
	struct sipmap_knl *knl;
	int err = sipmap_knl_open(&knl);

	if (err) {
		snprintf(error, SIPMAP_KERNEL_ERROR, "%s",
			 sipmap_knl_open_error(err));
		return err;
	}
	err = sipmap_knl_dump(knl, command, take, arg);
	if (err)
		snprintf(error, SIPMAP_KERNEL_ERROR, "%s",
			 sipmap_knl_error(knl));
	sipmap_knl_close(knl);
	return err;
}

/**
 * sipmap_kernel_hold_ms - how long a message may be held
 *
 * Return: time in ms, from the module's sysctl.
 */
u64 sipmap_kernel_hold_ms(void)
{
	FILE *stream = fopen(HOLD_MS_FILE, "re");
	unsigned int value;
	int found = 0;

	if (stream) {
		found = fscanf(stream, "%u", &value);
		fclose(stream);
	}
	return found == 1 ? value : HOLD_MS_DEFAULT;
}

/**
 * sipmap_kernel_now - what time it is for the agent
 *
 * Return: ms of a clock that nobody sets.
 */
u64 sipmap_kernel_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000ull + now.tv_nsec / 1000000;
}
