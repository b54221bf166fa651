// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "upstream.h"

/* more bindings than these have to wait for their next turn */
#define WAITING_MAX 4096

/* how long a router that speaks neither is not asked again, s */
#define REST 60

/* routers that are remembered; the oldest gives way */
#define GATEWAYS 8

/*
 * struct gateway - what has been learned of a router further out; times in s
 */
struct gateway {
	struct sipmap_endpoint address;
	u32 works;
	time_t rests_until;
	bool has_epoch;
	u32 epoch;
	time_t epoch_at;
};

/* struct way - how a router further out can be asked */
struct way {
	u32 method;
	int (*map)(const struct sipmap_forward_order *order,
		   struct sipmap_forward_answer *answer);
};

/* the newest first; what does not know it says so at once, most of the time */
static const struct way ways[] = {
	{ SIPMAP_UPSTREAM_PCP, sipmap_pcp_map },
	{ SIPMAP_UPSTREAM_NATPMP, sipmap_natpmp_map },
	{ SIPMAP_UPSTREAM_UPNP, sipmap_upnp_map },
};

/* struct waiting - an order, in the order in which they came */
struct waiting {
	struct waiting *next;
	struct sipmap_forward_order order;
};

/**
 * struct sipmap_upstream - the thread
 * @gateways: routers further out, and what worked last; the thread's
 * @next: where the next of them goes; the thread's
 * @thread: it
 * @lock: for all that follows
 * @news: there is an order, or it is the end
 * @first: the oldest order
 * @last: where to put the next one
 * @count: how many wait
 * @ends: the thread is to end
 * @answers: a pipe
 */
struct sipmap_upstream {
	struct gateway gateways[GATEWAYS];
	unsigned int next;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t news;
	struct waiting *first;
	struct waiting **last;
	unsigned int count;
	bool ends;
	int answers[2];
};

static time_t seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

static bool is_silent(int err)
{
	return err == -ETIMEDOUT || err == -EOPNOTSUPP;
}

static struct gateway *gateway(struct sipmap_upstream *upstream,
			       const struct sipmap_endpoint *address)
{
	struct gateway *found;
	unsigned int i;

	for (i = 0; i < GATEWAYS; i++)
		if (sipmap_endpoint_same_address(&upstream->gateways[i].address,
						 address))
			return &upstream->gateways[i];
	found = &upstream->gateways[upstream->next++ % GATEWAYS];
	memset(found, 0, sizeof(*found));
	found->address = *address;
	return found;
}

/**
 * sipmap_upstream_lost - has a router forgotten its mappings?
 * @client: s that have gone by here between two of its answers
 * @router: s by which its epoch grew in between
 *
 * It has where the epoch began anew, or clocks are further apart than clocks
 * can be (RFC 6887 section 8.5).
 *
 * Return: true if it has.
 */
bool sipmap_upstream_lost(long long client, long long router)
{
	return router < -1 || client + 2 < router - router / 16 ||
	       router + 2 < client - client / 16;
}

static void look_at_epoch(struct gateway *who,
			  struct sipmap_forward_answer *answer)
{
	time_t now = seconds();

	if (!answer->has_epoch)
		return;
	answer->restarted = who->has_epoch &&
		sipmap_upstream_lost(now - who->epoch_at,
				     (long long)answer->epoch - who->epoch);
	who->has_epoch = true;
	who->epoch = answer->epoch;
	who->epoch_at = now;
}

static bool may(const struct sipmap_forward_order *order, u32 method)
{
	return order->method == SIPMAP_UPSTREAM_AUTO || order->method == method;
}

/* what worked last is asked first */
static int ask(struct gateway *who, const struct sipmap_forward_order *order,
	       struct sipmap_forward_answer *answer)
{
	u32 last = who->works;
	int err = -EOPNOTSUPP;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(ways); i++) {
		if (last != ways[i].method || !may(order, last))
			continue;
		err = ways[i].map(order, answer);
		if (!is_silent(err))
			return err;
	}
	who->works = SIPMAP_UPSTREAM_NONE;
	for (i = 0; i < ARRAY_SIZE(ways); i++) {
		if (last == ways[i].method || !may(order, ways[i].method))
			continue;
		err = ways[i].map(order, answer);
		if (is_silent(err))
			continue;
		if (!err)
			who->works = ways[i].method;
		break;
	}
	return err;
}

/* where nothing answers, it is asked only now and then */
static int carry_out(struct sipmap_upstream *upstream,
		     const struct sipmap_forward_order *order,
		     struct sipmap_forward_answer *answer)
{
	struct gateway *who = gateway(upstream, &order->gateway);
	int err;

	if (seconds() < who->rests_until)
		return -EOPNOTSUPP;
	err = ask(who, order, answer);
	if (is_silent(err))
		who->rests_until = seconds() + REST;
	if (!err)
		look_at_epoch(who, answer);
	return err;
}

/* NULL at the end */
static struct waiting *take(struct sipmap_upstream *upstream)
{
	struct waiting *waiting;

	pthread_mutex_lock(&upstream->lock);
	while (!upstream->first && !upstream->ends)
		pthread_cond_wait(&upstream->news, &upstream->lock);
	waiting = upstream->ends ? NULL : upstream->first;
	if (waiting) {
		upstream->first = waiting->next;
		if (!upstream->first)
			upstream->last = &upstream->first;
		upstream->count--;
	}
	pthread_mutex_unlock(&upstream->lock);
	return waiting;
}

static void *work(void *arg)
{
	struct sipmap_upstream *upstream = arg;
	struct sipmap_forward_answer answer;
	struct waiting *waiting;

	while ((waiting = take(upstream))) {
		memset(&answer, 0, sizeof(answer));
		answer.binding = waiting->order.binding;
		answer.outside = waiting->order.outside;
		answer.error = carry_out(upstream, &waiting->order, &answer);
		/* of a mapping that was taken back nobody wants to hear */
		if (waiting->order.lifetime &&
		    write(upstream->answers[1], &answer, sizeof(answer)) < 0 &&
		    errno == EPIPE)
			break;
		free(waiting);
	}
	sipmap_upnp_forget();
	return NULL;
}

/* signals are for the event loop */
static int start_thread(struct sipmap_upstream *upstream)
{
	sigset_t all, before;
	int err;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	err = pthread_create(&upstream->thread, NULL, work, upstream);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return -err;
}

/**
 * sipmap_upstream_open - start the thread
 * @upstream: set to it
 *
 * Return: 0 or a negative errno.
 */
int sipmap_upstream_open(struct sipmap_upstream **upstream)
{
	struct sipmap_upstream *opened = calloc(1, sizeof(*opened));
	int err;

	if (!opened)
		return -ENOMEM;
	opened->last = &opened->first;
	pthread_mutex_init(&opened->lock, NULL);
	pthread_cond_init(&opened->news, NULL);
	if (pipe2(opened->answers, O_CLOEXEC | O_NONBLOCK)) {
		err = -errno;
		goto err_free;
	}
	err = start_thread(opened);
	if (err)
		goto err_close;
	*upstream = opened;
	return 0;

err_close:
	close(opened->answers[0]);
	close(opened->answers[1]);
err_free:
	free(opened);
	return err;
}

/**
 * sipmap_upstream_close - end the thread, when it has done what it does now
 * @upstream: it, or NULL
 *
 * Mappings stay until their time is over.
 */
void sipmap_upstream_close(struct sipmap_upstream *upstream)
{
	struct waiting *waiting;

	if (!upstream)
		return;
	pthread_mutex_lock(&upstream->lock);
	upstream->ends = true;
	pthread_cond_signal(&upstream->news);
	pthread_mutex_unlock(&upstream->lock);
	pthread_join(upstream->thread, NULL);
	while ((waiting = upstream->first)) {
		upstream->first = waiting->next;
		free(waiting);
	}
	close(upstream->answers[0]);
	close(upstream->answers[1]);
	free(upstream);
}

/**
 * sipmap_upstream_fd - what to poll for answers
 * @upstream: the thread
 *
 * Return: a file descriptor that belongs to @upstream.
 */
int sipmap_upstream_fd(const struct sipmap_upstream *upstream)
{
	return upstream->answers[0];
}

/**
 * sipmap_upstream_order - have the router further out be asked
 * @upstream: the thread
 * @order: for what; copied
 *
 * Return: 0, -ENOBUFS if too much waits, or -ENOMEM.
 */
int sipmap_upstream_order(struct sipmap_upstream *upstream,
			  const struct sipmap_forward_order *order)
{
	struct waiting *waiting = calloc(1, sizeof(*waiting));
	bool full;

	if (!waiting)
		return -ENOMEM;
	waiting->order = *order;
	pthread_mutex_lock(&upstream->lock);
	full = upstream->count == WAITING_MAX;
	if (!full) {
		*upstream->last = waiting;
		upstream->last = &waiting->next;
		upstream->count++;
		pthread_cond_signal(&upstream->news);
	}
	pthread_mutex_unlock(&upstream->lock);
	if (full) {
		free(waiting);
		return -ENOBUFS;
	}
	/* cppcheck-suppress memleak ; it is in the queue */
	return 0;
}

/**
 * sipmap_upstream_read - take an answer, without waiting
 * @upstream: the thread
 * @answer: filled in
 *
 * Return: false if there is none.
 */
bool sipmap_upstream_read(struct sipmap_upstream *upstream,
			  struct sipmap_forward_answer *answer)
{
	return read(upstream->answers[0], answer, sizeof(*answer)) ==
	       sizeof(*answer);
}
