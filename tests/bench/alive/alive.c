// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The agent with many signalling bindings. Its own code is all there; for the
 * module stands another process, at the other end of sockets: each datagram
 * that the agent sends is a system call that waits for an receipt, as
 * netlink's is, and each answer is a system call to take it and one to say so,
 * as NFQUEUE's is. The clock is simulated: what counts is the time that this
 * process has used of a processor, user's and system's, for the time that has
 * passed for the agent. What the kernel does to send and to catch is not in it.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../../../userspace/sipmapd/agent.h"
#include "../../../userspace/sipmapd/convert.h"
#include "../../../userspace/sipmapd/log.h"

#define MINUTES 10
#define ROUND_TRIP 40
#define WAITING 65536
#define IFINDEX 3

/* an answer on its way */
struct reply {
	u64 due;
	u32 binding;
	u8 id[SIPMAP_STUN_ID_SIZE];
};

static struct {
	struct sipmap_agent agent;
	u64 now;
	int requests;
	int queue;
	struct reply replies[WAITING];
	unsigned int first;
	unsigned int count;
	unsigned long sent;
	unsigned long answered;
} bench;

static struct sipmap_endpoint server;

static struct sipmap_endpoint parse(const char *text, u16 port)
{
	struct sipmap_endpoint endpoint;

	if (!sipmap_endpoint_from_host(&endpoint, text, strlen(text)))
		abort();
	endpoint.port = port;
	return endpoint;
}

static struct sipmap_endpoint outside_of(u32 binding)
{
	return parse("100.64.0.2", 1024 + binding);
}

/* the other end: takes what comes, and says that it has come */
static void play_module(int requests, int queue)
{
	fd_set set;
	char buffer[2048];
	ssize_t length;

	for (;;) {
		FD_ZERO(&set);
		FD_SET(requests, &set);
		FD_SET(queue, &set);
		if (select((requests > queue ? requests : queue) + 1, &set,
			   NULL, NULL, NULL) < 0)
			_exit(1);
		if (FD_ISSET(requests, &set)) {
			length = read(requests, buffer, sizeof(buffer));
			if (length <= 0)
				_exit(0);
			if (write(requests, buffer, 36) != 36)
				_exit(1);
		}
		/* answers are asked for by one byte, and are not looked at */
		if (FD_ISSET(queue, &set) &&
		    read(queue, buffer, sizeof(buffer)) <= 0)
			_exit(0);
	}
}

static void exchange(const void *payload, size_t length)
{
	char buffer[2048] = "";

	memcpy(buffer + 60, payload, length);
	if (write(bench.requests, buffer, 60 + length) < 0 ||
	    read(bench.requests, buffer, sizeof(buffer)) < 0)
		abort();
}

static int bench_send(void *arg, u32 binding,
		      const struct sipmap_endpoint *destination,
		      const void *payload, size_t length,
		      enum sipmap_catch wanted)
{
	struct reply *reply;

	(void)arg;
	(void)destination;
	exchange(payload, length);
	bench.sent++;
	if (wanted == SIPMAP_CATCH_NONE)
		return 0;
	if (bench.count == WAITING)
		abort();
	reply = &bench.replies[(bench.first + bench.count++) % WAITING];
	reply->due = bench.now + ROUND_TRIP;
	reply->binding = binding;
	memcpy(reply->id, (const u8 *)payload + 8, sizeof(reply->id));
	return 0;
}

static void bench_random(void *arg, void *buffer, size_t length)
{
	u8 *byte = buffer;

	(void)arg;
	while (length--)
		*byte++ = random() >> 8;
}

static int refuse_new(void *arg, u32 ifindex, struct sipmap_knl_binding *rtp,
		      struct sipmap_knl_binding *rtcp)
{
	(void)arg;
	(void)ifindex;
	(void)rtp;
	(void)rtcp;
	return -ENOSPC;
}

static int take_binding(void *arg, const struct sipmap_knl_binding *binding)
{
	(void)arg;
	exchange(binding, 64);
	return 0;
}

static int take_id(void *arg, u32 id)
{
	(void)arg;
	(void)id;
	return 0;
}

static int take_forget(void *arg, u32 id, u32 source)
{
	(void)arg;
	(void)id;
	(void)source;
	return 0;
}

static int take_realm(void *arg, const struct sipmap_knl_realm *realm)
{
	(void)arg;
	(void)realm;
	return 0;
}

static void take_release(void *arg, u32 packet)
{
	(void)arg;
	(void)packet;
}

/* XOR-MAPPED-ADDRESS with the port of W; cookie and address do not matter */
static void answer(const struct reply *reply)
{
	struct sipmap_datagram datagram = {
		.source = server,
		.destination = outside_of(reply->binding),
	};
	u16 port = (20000 + reply->binding) ^ 0x2112;
	u8 message[32] = {
		1, 1, 0, 12, 0x21, 0x12, 0xa4, 0x42,
	};
	const u8 attribute[12] = {
		0, 0x20, 0, 8, 0, 1, port >> 8, port,
		203 ^ 0x21, 0 ^ 0x12, 113 ^ 0xa4, 7 ^ 0x42,
	};
	char verdict = 0;

	memcpy(message + 8, reply->id, sizeof(reply->id));
	memcpy(message + 20, attribute, sizeof(attribute));
	datagram.payload = message;
	datagram.length = sizeof(message);
	/* to be woken, to take it, and to say that it goes no further */
	if (write(bench.queue, &verdict, 1) != 1)
		abort();
	sipmap_agent_caught(&bench.agent, &datagram, bench.now);
	bench.answered++;
}

static void add_binding(u32 id)
{
	struct sipmap_knl_object object = {
		.command = SIPMAP_CMD_BINDING_GET,
		.type = SIPMAP_KNL_BINDING,
		.binding = {
			.has = SIPMAP_HAS(SIPMAP_A_BINDING_ID) |
			       SIPMAP_HAS(SIPMAP_A_BINDING_PUBLIC) |
			       SIPMAP_HAS(SIPMAP_A_BINDING_PEER) |
			       SIPMAP_HAS(SIPMAP_A_BINDING_LEASE),
			.id = id,
			.kind = SIPMAP_BINDING_SIGNALLING,
			.state = SIPMAP_STATE_READY,
			.source = SIPMAP_SOURCE_STUN,
			.inside = parse("192.168.1.10", 1024 + id),
			.ifindex = IFINDEX,
			.lease = 86400,
		},
	};

	object.binding.outside = outside_of(id);
	object.binding.public_endpoint = parse("203.0.113.7", 20000 + id);
	object.binding.peer = parse("203.0.113.10", 5060);
	sipmap_agent_object(&bench.agent, &object, bench.now);
}

static void begin(unsigned int bindings, unsigned int interval)
{
	struct sipmap_settings_agent settings = {
		.pool = 1, .keepalive = interval * 1000ull, .hold = 500,
	};
	struct sipmap_agent_operations operations = {
		.binding_new = refuse_new, .binding_set = take_binding,
		.binding_del = take_id, .binding_forget = take_forget,
		.realm_set = take_realm, .realm_del = take_id,
		.release = take_release,
	};
	struct sipmap_transport transport = {
		.send = bench_send, .random = bench_random,
	};
	struct sipmap_outside outside = {
		.ifindex = IFINDEX, .name = "wan0",
		.address = parse("100.64.0.2", 0),
	};
	u32 id;

	sipmap_log_set_level(SIPMAP_LOG_ERROR);
	if (sipmap_agent_init(&bench.agent, &settings, &operations,
			      &transport))
		abort();
	sipmap_agent_outside(&bench.agent, &outside, bench.now);
	sipmap_agent_servers(&bench.agent, 0, &server, 1, bench.now);
	for (id = 1; id <= bindings; id++)
		add_binding(id);
}

static void run(u64 duration)
{
	u64 end = bench.now + duration;

	while (bench.now < end) {
		u64 next;

		while (bench.count &&
		       bench.replies[bench.first].due <= bench.now) {
			struct reply reply = bench.replies[bench.first];

			bench.first = (bench.first + 1) % WAITING;
			bench.count--;
			answer(&reply);
			sipmap_agent_poll(&bench.agent, bench.now);
		}
		next = sipmap_agent_poll(&bench.agent, bench.now);
		if (bench.count && bench.replies[bench.first].due < next)
			next = bench.replies[bench.first].due;
		bench.now = next > bench.now ? next : bench.now + 1;
	}
}

static double used(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
	       (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static double memory(void)
{
	FILE *stream = fopen("/proc/self/statm", "re");
	long total = 0, resident = 0, shared = 0;

	if (!stream || fscanf(stream, "%ld %ld %ld", &total, &resident,
			      &shared) != 3)
		abort();
	fclose(stream);
	return (resident - shared) * (double)sysconf(_SC_PAGESIZE) / 1048576;
}

static pid_t start_module(void)
{
	int requests[2], queue[2];
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, requests) ||
	    socketpair(AF_UNIX, SOCK_SEQPACKET, 0, queue))
		abort();
	pid = fork();
	if (!pid) {
		close(requests[0]);
		close(queue[0]);
		play_module(requests[1], queue[1]);
	}
	close(requests[1]);
	close(queue[1]);
	bench.requests = requests[0];
	bench.queue = queue[0];
	return pid;
}

int main(int argc, char **argv)
{
	unsigned int bindings = argc > 1 ? atoi(argv[1]) : 10000;
	unsigned int interval = argc > 2 ? atoi(argv[2]) : 15;
	double share, grown;
	pid_t module;
	double began;

	if (!bindings || bindings > 40000 || !interval) {
		fputs("usage: alive [BINDINGS [INTERVAL]]: at most 40000, every so many seconds\n",
		      stderr);
		return 2;
	}
	server = parse("203.0.113.53", 3478);
	bench.now = 1000;
	module = start_module();
	if (module < 0)
		return 1;
	begin(bindings, interval);
	/* until each has had its first turn */
	run(2 * interval * 1000);
	bench.sent = 0;
	bench.answered = 0;
	began = used();
	run(MINUTES * 60000ull);
	share = (used() - began) / (MINUTES * 60) * 100;
	grown = memory();
	printf("# %u bindings, every %u s: %.0f datagrams and %.0f answers a second\n",
	       bindings, interval, bench.sent / (MINUTES * 60.0),
	       bench.answered / (MINUTES * 60.0));
	printf("%sok 1 - it takes %.2f %% of one core, less than 5\n",
	       share < 5 ? "" : "not ", share);
	printf("%sok 2 - it takes %.1f MiB of memory, less than 20\n1..2\n",
	       grown < 20 ? "" : "not ", grown);
	sipmap_agent_clean(&bench.agent);
	close(bench.requests);
	close(bench.queue);
	waitpid(module, NULL, 0);
	return share < 5 && grown < 20 ? 0 : 1;
}
