// SPDX-License-Identifier: GPL-2.0-or-later
#include <stdlib.h>

#include "compat.h"
#include "convert.h"
#include "resolve.h"

#define NAME_SERVERS 8

/* times in ms */
#define REFRESH 1800000
#define RETRY_MIN 2000
#define RETRY_MAX 300000

/* one configured server */
struct name {
	struct sipmap_resolver *resolver;
	struct sipmap_conf_server server;
	unsigned int origin;
	struct stun_dns *query;
	struct tmr timer;
	u64 retry;
	bool failed;
};

/**
 * struct sipmap_resolver - looks names up, and again from time to time
 * @client: libre's name server client, NULL until there is a name server
 * @names: configured servers
 * @count: how many
 * @done: takes addresses
 * @arg: for @done
 */
struct sipmap_resolver {
	struct dnsc *client;
	struct name names[SIPMAP_CONF_SERVERS];
	unsigned int count;
	sipmap_resolved_t done;
	void *arg;
};

static void look_up(void *arg);

/* the name servers may have changed with the outside interface */
static int set_up_client(struct sipmap_resolver *resolver)
{
	struct sa servers[NAME_SERVERS];
	u32 count = NAME_SERVERS;
	int err;

	err = dns_srv_get(NULL, 0, servers, &count);
	if (err || !count)
		return err ? -err : -ENOENT;
	if (resolver->client)
		return -dnsc_srv_set(resolver->client, servers, count);
	return -dnsc_alloc(&resolver->client, NULL, servers, count);
}

/* addresses that were found before stay: better old ones than none */
static void on_failure(struct name *name, const char *why)
{
	enum sipmap_log_level level = SIPMAP_LOG_DEBUG;

	if (!name->failed)
		level = SIPMAP_LOG_WARNING;
	sipmap_log(level, "no address of STUN server %s: %s", name->server.name,
		   why);
	name->failed = true;
	tmr_start(&name->timer, name->retry, look_up, name);
	name->retry *= 2;
	if (name->retry > RETRY_MAX)
		name->retry = RETRY_MAX;
}

static void on_answer(int err, const struct sa *sa, void *arg)
{
	char text[SIPMAP_ENDPOINT_TEXT_MAX];
	struct sipmap_endpoint endpoint;
	struct name *name = arg;

	if (err) {
		on_failure(name, strerror(err));
		return;
	}
	sipmap_endpoint_from_sa(&endpoint, sa);
	sipmap_log(name->failed ? SIPMAP_LOG_NOTICE : SIPMAP_LOG_INFO,
		   "STUN server %s is at %s", name->server.name,
		   sipmap_endpoint_text(&endpoint, text));
	name->failed = false;
	name->retry = RETRY_MIN;
	tmr_start(&name->timer, REFRESH, look_up, name);
	name->resolver->done(name->resolver->arg, name->origin, &endpoint, 1);
}

static void look_up(void *arg)
{
	struct name *name = arg;
	int err = set_up_client(name->resolver);

	if (err) {
		on_failure(name, "no name server in /etc/resolv.conf");
		return;
	}
	name->query = mem_deref(name->query);
	err = stun_server_discover(&name->query, name->resolver->client,
				   stun_usage_binding, stun_proto_udp, AF_INET,
				   name->server.name, name->server.port,
				   on_answer, name);
	if (err)
		on_failure(name, strerror(err));
}

/**
 * sipmap_resolver_again - look all names up now
 * @resolver: the resolver
 */
void sipmap_resolver_again(struct sipmap_resolver *resolver)
{
	unsigned int i;

	for (i = 0; i < resolver->count; i++) {
		struct name *name = &resolver->names[i];

		name->retry = RETRY_MIN;
		if (name->server.endpoint.family == SIPMAP_FAMILY_NONE)
			tmr_start(&name->timer, 0, look_up, name);
		else
			resolver->done(resolver->arg, name->origin,
				       &name->server.endpoint, 1);
	}
}

/**
 * sipmap_resolver_open - prepare to look up all configured servers
 * @resolver: set to the resolver
 * @conf: configuration of an outside interface
 * @done: takes addresses
 * @arg: for @done
 *
 * Nothing happens before sipmap_resolver_again().
 *
 * Return: 0 or -ENOMEM.
 */
int sipmap_resolver_open(struct sipmap_resolver **resolver,
			 const struct sipmap_conf_realm *conf,
			 sipmap_resolved_t done, void *arg)
{
	struct sipmap_resolver *opened = calloc(1, sizeof(*opened));
	unsigned int i;

	if (!opened)
		return -ENOMEM;
	opened->done = done;
	opened->arg = arg;
	opened->count = conf->server_count;
	for (i = 0; i < opened->count; i++) {
		opened->names[i].resolver = opened;
		opened->names[i].server = conf->servers[i];
		opened->names[i].origin = i;
		opened->names[i].retry = RETRY_MIN;
		tmr_init(&opened->names[i].timer);
	}
	*resolver = opened;
	return 0;
}

/**
 * sipmap_resolver_close - stop looking up
 * @resolver: the resolver, or NULL
 */
void sipmap_resolver_close(struct sipmap_resolver *resolver)
{
	unsigned int i;

	if (!resolver)
		return;
	for (i = 0; i < resolver->count; i++) {
		tmr_cancel(&resolver->names[i].timer);
		mem_deref(resolver->names[i].query);
	}
	mem_deref(resolver->client);
	free(resolver);
}
