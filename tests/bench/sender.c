// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Sends prepared datagrams from one network namespace to another, and takes
 * the time.
 *
 * usage: sender ROUNDS BATCH <JOB
 *
 * JOB has lines "socket NAMESPACE ADDRESS PORT", which number sockets from 0
 * on; "set NAME LANE FROM TO ADDRESS PORT", with two sockets and where the
 * first one sends to; and "message LENGTH", followed by as many bytes and a
 * line feed, of the set before it. Sets of one name come in a row, and their
 * batches alternate. Prints "NAME LANE ROUND DATAGRAMS NANOSECONDS" for each.
 *
 * With one processor a datagram is at the other end when the system call that
 * sends it returns.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define SOCKETS_MAX	64
#define SETS_MAX	128
#define BATCH_MAX	256
#define MESSAGE_MAX	2048
#define PATIENCE_MS	2000

/**
 * struct message - one datagram
 * @length: bytes in @data
 * @data: what is sent
 */
struct message {
	size_t length;
	char data[MESSAGE_MAX];
};

/**
 * struct set - datagrams of one kind in one lane
 * @name: of the kind
 * @lane: of the lane
 * @from: socket that sends
 * @to: socket that receives
 * @peer: where @from sends to
 * @messages: the datagrams
 * @count: how many there are
 */
struct set {
	char name[64];
	char lane[64];
	int from;
	int to;
	struct sockaddr_in peer;
	struct message *messages;
	size_t count;
};

static int sockets[SOCKETS_MAX];
static unsigned int socket_count;
static struct set sets[SETS_MAX];
static unsigned int set_count;

static void die(const char *format, ...)
{
	va_list arguments;

	fputs("sender: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(1);
}

static void endpoint_parse(struct sockaddr_in *endpoint, const char *address,
			   unsigned int port)
{
	memset(endpoint, 0, sizeof(*endpoint));
	endpoint->sin_family = AF_INET;
	endpoint->sin_port = htons(port);
	if (inet_pton(AF_INET, address, &endpoint->sin_addr) != 1)
		die("%s is no IPv4 address: mend the job", address);
}

static void namespace_enter(const char *name)
{
	char path[128];
	int fd;

	snprintf(path, sizeof(path), "/run/netns/%s", name);
	fd = open(path, O_RDONLY);
	if (fd < 0 || setns(fd, CLONE_NEWNET))
		die("%s: %s: make the namespace first", path, strerror(errno));
	close(fd);
}

static void socket_add(const char *line)
{
	char namespace[64], address[64];
	struct sockaddr_in endpoint;
	const int room = 1 << 22;
	unsigned int port;
	int fd;

	if (socket_count == SOCKETS_MAX ||
	    sscanf(line, "socket %63s %63s %u", namespace, address, &port) != 3)
		die("not a socket, or too many: %s", line);
	namespace_enter(namespace);
	endpoint_parse(&endpoint, address, port);
	fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
	if (fd < 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &room, sizeof(room)) ||
	    setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &room, sizeof(room)) ||
	    bind(fd, (struct sockaddr *)&endpoint, sizeof(endpoint)))
		die("%s: %s", line, strerror(errno));
	sockets[socket_count++] = fd;
}

static void set_add(const char *line)
{
	unsigned int from, to, port;
	char address[64];
	struct set *set;

	if (set_count == SETS_MAX)
		die("more than %d sets", SETS_MAX);
	set = &sets[set_count++];
	if (sscanf(line, "set %63s %63s %u %u %63s %u", set->name, set->lane,
		   &from, &to, address, &port) != 6 ||
	    from >= socket_count || to >= socket_count)
		die("not a set: %s", line);
	set->from = sockets[from];
	set->to = sockets[to];
	endpoint_parse(&set->peer, address, port);
}

static void message_add(const char *line)
{
	struct message *message;
	struct set *set;
	size_t length;

	if (!set_count || sscanf(line, "message %zu", &length) != 1 ||
	    length > MESSAGE_MAX)
		die("not a message, or too long: %s", line);
	set = &sets[set_count - 1];
	set->messages = realloc(set->messages,
				(set->count + 1) * sizeof(*set->messages));
	if (!set->messages)
		die("no memory");
	message = &set->messages[set->count++];
	message->length = length;
	if (fread(message->data, 1, length, stdin) != length ||
	    getchar() != '\n')
		die("the job ends in a message");
}

static void job_read(void)
{
	char *line = NULL;
	size_t room = 0;

	while (getline(&line, &room, stdin) > 0) {
		line[strcspn(line, "\n")] = '\0';
		if (!strncmp(line, "socket ", 7))
			socket_add(line);
		else if (!strncmp(line, "set ", 4))
			set_add(line);
		else
			message_add(line);
	}
	free(line);
}

static unsigned long long now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000000000ULL + time.tv_nsec;
}

/* Everything must have come: who loses messages is not to be called fast. */
static void drain(const struct set *set, unsigned int count)
{
	struct pollfd wait = { .fd = set->to, .events = POLLIN };
	char data[4 * MESSAGE_MAX];
	unsigned int got = 0;

	while (got < count) {
		if (recv(set->to, data, sizeof(data), 0) >= 0)
			got++;
		else if (poll(&wait, 1, PATIENCE_MS) != 1)
			die("%s, %s: %u of %u datagrams came", set->name,
			    set->lane, got, count);
	}
}

static unsigned long long batch_send(struct set *set, unsigned int count)
{
	struct mmsghdr headers[BATCH_MAX];
	struct iovec parts[BATCH_MAX];
	unsigned long long begin;
	unsigned int i;
	int sent;

	memset(headers, 0, sizeof(headers));
	for (i = 0; i < count; i++) {
		struct message *message = &set->messages[i % set->count];

		parts[i].iov_base = message->data;
		parts[i].iov_len = message->length;
		headers[i].msg_hdr.msg_iov = &parts[i];
		headers[i].msg_hdr.msg_iovlen = 1;
		headers[i].msg_hdr.msg_name = &set->peer;
		headers[i].msg_hdr.msg_namelen = sizeof(set->peer);
	}
	begin = now();
	sent = sendmmsg(set->from, headers, count, 0);
	begin = now() - begin;
	if (sent != (int)count)
		die("%s, %s: %d of %u datagrams sent: %s", set->name, set->lane,
		    sent, count, strerror(errno));
	drain(set, count);
	return begin;
}

static void round_run(unsigned int round, unsigned int batch)
{
	unsigned int first, count, i;

	for (first = 0; first < set_count; first += count) {
		for (count = 1; first + count < set_count; count++)
			if (strcmp(sets[first].name, sets[first + count].name))
				break;
		for (i = 0; i < count; i++) {
			struct set *set = &sets[first + (i + round) % count];

			printf("%s %s %u %u %llu\n", set->name, set->lane,
			       round, batch, batch_send(set, batch));
		}
	}
}

int main(int argc, char **argv)
{
	unsigned int rounds, batch, round;

	if (argc != 3)
		die("usage: sender ROUNDS BATCH <JOB");
	rounds = strtoul(argv[1], NULL, 10);
	batch = strtoul(argv[2], NULL, 10);
	if (!batch || batch > BATCH_MAX)
		die("a batch of 1 to %d datagrams, please", BATCH_MAX);
	job_read();
	for (round = 0; round < rounds; round++)
		round_run(round, batch);
	return 0;
}
