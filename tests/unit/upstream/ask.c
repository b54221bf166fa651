// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ask METHOD GATEWAY OUTSIDE PORT LIFETIME...: one order for each LIFETIME, the
 * port being the one that was granted before, and a line for each: how it
 * ended, the public endpoint, the lifetime, for how many ms the caller had to
 * wait to give the order, and whether the router had lost its mappings. For a
 * LIFETIME of "-" a line is awaited at standard input.
 */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../../../userspace/sipmapd/convert.h"
#include "../../../userspace/sipmapd/upstream.h"

static u64 now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000ull + time.tv_nsec / 1000000;
}

static void print(const struct sipmap_forward_answer *answer, u64 waited)
{
	char text[SIPMAP_ENDPOINT_TEXT_MAX];

	if (answer->error)
		printf("%s", strerror(-answer->error));
	else
		printf("%s %u", sipmap_endpoint_text(&answer->public_endpoint,
						     text), answer->lifetime);
	printf(" %llu%s\n", (unsigned long long)waited,
	       answer->restarted ? " lost" : "");
	fflush(stdout);
}

static bool await(struct sipmap_upstream *upstream,
		  struct sipmap_forward_answer *answer)
{
	struct pollfd poll_for = {
		.fd = sipmap_upstream_fd(upstream), .events = POLLIN,
	};

	return poll(&poll_for, 1, 20000) > 0 &&
	       sipmap_upstream_read(upstream, answer);
}

int main(int argc, char **argv)
{
	struct sipmap_forward_order order = { .binding = 1 };
	struct sipmap_forward_answer answer;
	struct sipmap_upstream *upstream;
	u64 before;
	int i;

	if (argc < 6 ||
	    !sipmap_endpoint_from_host(&order.gateway, argv[2],
				       strlen(argv[2])) ||
	    !sipmap_endpoint_from_host(&order.outside, argv[3],
				       strlen(argv[3])) ||
	    sipmap_upstream_open(&upstream)) {
		fputs("usage: ask METHOD GATEWAY OUTSIDE PORT LIFETIME...\n",
		      stderr);
		return 2;
	}
	order.method = atoi(argv[1]);
	order.outside.port = atoi(argv[4]);
	order.port = order.outside.port;
	for (i = 5; i < argc; i++) {
		if (!strcmp(argv[i], "-")) {
			while (getchar() != '\n' && !feof(stdin))
				;
			continue;
		}
		order.lifetime = atoi(argv[i]);
		before = now();
		if (sipmap_upstream_order(upstream, &order))
			return 1;
		before = now() - before;
		/* what is taken back has no answer, but the next one waits */
		if (!order.lifetime)
			continue;
		if (!await(upstream, &answer)) {
			puts("nothing");
			break;
		}
		print(&answer, before);
		if (!answer.error)
			order.port = answer.public_endpoint.port;
	}
	/* the end waits for what is being done: a last order is begun by now */
	if (!order.lifetime)
		poll(NULL, 0, 1000);
	sipmap_upstream_close(upstream);
	return 0;
}
