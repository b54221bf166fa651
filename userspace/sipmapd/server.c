// SPDX-License-Identifier: GPL-2.0-or-later
#include "server.h"

static struct sipmap_server *find(struct sipmap_servers *servers,
				  const struct sipmap_endpoint *endpoint)
{
	unsigned int i;

	for (i = 0; i < servers->count; i++)
		if (sipmap_endpoint_equal(&servers->list[i].endpoint, endpoint))
			return &servers->list[i];
	return NULL;
}

static void add(struct sipmap_servers *servers,
		const struct sipmap_server *server)
{
	if (servers->count < SIPMAP_SERVERS_MAX &&
	    !find(servers, &server->endpoint))
		servers->list[servers->count++] = *server;
}

/**
 * sipmap_servers_replace - a configured server has these addresses now
 * @servers: the list
 * @origin: number of the configured server; lower ones are preferred
 * @endpoints: all its addresses
 * @count: how many, 0 if it has none any more
 *
 * What is known of an address stays, if it stays. Nobody is asked where there
 * is none, and then nobody knows whether one would answer.
 */
void sipmap_servers_replace(struct sipmap_servers *servers,
			    unsigned int origin,
			    const struct sipmap_endpoint *endpoints,
			    unsigned int count)
{
	struct sipmap_servers old = *servers;
	unsigned int i;

	servers->count = 0;
	for (i = 0; i < old.count && old.list[i].origin < origin; i++)
		add(servers, &old.list[i]);
	while (count--) {
		struct sipmap_server server = {
			.endpoint = *endpoints++,
			.origin = origin,
		};
		const struct sipmap_server *known = find(&old,
							 &server.endpoint);

		if (known && known->origin == origin)
			server = *known;
		add(servers, &server);
	}
	for (; i < old.count; i++)
		if (old.list[i].origin > origin)
			add(servers, &old.list[i]);
	if (!servers->count)
		servers->answers = SIPMAP_FINDING_UNKNOWN;
}

static bool is_avoided(const struct sipmap_server *server,
		       const struct sipmap_server_choice *choice)
{
	unsigned int i;

	for (i = 0; i < choice->count; i++) {
		const struct sipmap_endpoint *avoid = &choice->avoid[i];

		if (choice->by_address ?
		    sipmap_endpoint_same_address(avoid, &server->endpoint) :
		    sipmap_endpoint_equal(avoid, &server->endpoint))
			return true;
	}
	return false;
}

/**
 * sipmap_servers_pick - the best server to ask
 * @servers: the list
 * @now: time, ms
 * @choice: which ones will not do
 *
 * The one that failed least since it last answered, the first of them.
 *
 * Return: the server, or NULL if none is left.
 */
const struct sipmap_server *
sipmap_servers_pick(struct sipmap_servers *servers, u64 now,
		    const struct sipmap_server_choice *choice)
{
	const struct sipmap_server *best = NULL;
	unsigned int i;

	for (i = 0; i < servers->count; i++) {
		struct sipmap_server *server = &servers->list[i];

		if (server->failures &&
		    now - server->failed >= SIPMAP_SERVER_FORGIVE)
			server->failures = 0;
		if (is_avoided(server, choice))
			continue;
		if (!best || server->failures < best->failures)
			best = server;
	}
	return best;
}

static bool all_failed(const struct sipmap_servers *servers)
{
	unsigned int i;

	for (i = 0; i < servers->count; i++)
		if (!servers->list[i].failures)
			return false;
	return true;
}

/**
 * sipmap_servers_report - a transaction is over
 * @servers: the list
 * @endpoint: who was asked; one that is not in the list changes nothing
 * @good: it answered as it should
 * @now: time, ms
 */
void sipmap_servers_report(struct sipmap_servers *servers,
			   const struct sipmap_endpoint *endpoint, bool good,
			   u64 now)
{
	struct sipmap_server *server = find(servers, endpoint);

	if (!server)
		return;
	if (good) {
		server->failures = 0;
		servers->answers = SIPMAP_FINDING_YES;
		servers->answered = now;
		return;
	}
	server->failures++;
	server->failed = now;
	if (all_failed(servers) &&
	    now - servers->answered >= SIPMAP_SERVERS_PATIENCE)
		servers->answers = SIPMAP_FINDING_NO;
}
