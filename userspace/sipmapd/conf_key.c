// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <grp.h>
#include <stdio.h>
#include <stdlib.h>

#include "conf_key.h"
#include "sanity.h"

static bool read_number(const char *value, unsigned long min, unsigned long max,
			unsigned long *number)
{
	char *end;

	if (*value < '0' || *value > '9')
		return false;
	errno = 0;
	*number = strtoul(value, &end, 10);
	return !errno && !*end && *number >= min && *number <= max;
}

static bool read_port(const char *text, u16 *port)
{
	unsigned long number;

	if (!read_number(text, 1, 65535, &number))
		return false;
	*port = number;
	return true;
}

static const char *set_stun_server(struct sipmap_conf_realm *realm,
				   const char *value)
{
	struct sipmap_conf_server *server;
	char *colon;

	server = &realm->servers[realm->server_count];
	if (realm->server_count == SIPMAP_CONF_SERVERS)
		return "too many STUN servers: keep at most 8";
	if (strlen(value) >= sizeof(server->name))
		return "name of the STUN server is too long: at most 253 bytes";
	memset(server, 0, sizeof(*server));
	snprintf(server->name, sizeof(server->name), "%s", value);
	colon = strchr(server->name, ':');
	if (colon) {
		*colon = '\0';
		if (!read_port(colon + 1, &server->port))
			return "not a port: write NAME, or ADDRESS:PORT with a port from 1 to 65535";
	}
	if (!server->name[0])
		return "STUN server without a name: write NAME or ADDRESS:PORT";
	if (sipmap_endpoint_from_host(&server->endpoint, server->name,
				      strlen(server->name)))
		server->endpoint.port = server->port ? server->port : 3478;
	realm->server_count++;
	return NULL;
}

static const char *set_pool(struct sipmap_conf_realm *realm, const char *value)
{
	unsigned long number;

	if (!read_number(value, 1, 64, &number))
		return "not a pool size: write a number from 1 to 64";
	realm->pool = number;
	return NULL;
}

static const char *set_keepalive(struct sipmap_conf_realm *realm,
				 const char *value)
{
	unsigned long number = 0;

	if (strcmp(value, "auto") && !read_number(value, 5, 3600, &number))
		return "not an interval: write auto, or seconds from 5 to 3600";
	realm->keepalive_interval = number;
	return NULL;
}

static const char *set_ping_kind(struct sipmap_conf_realm *realm,
				 const char *value)
{
	if (!sipmap_ping_kind_from_name(value, &realm->ping.kind))
		return "not a keep-alive: write crlf, empty, stun, options, notify or text";
	return NULL;
}

static const char *set_ping_to(struct sipmap_conf_realm *realm,
			       const char *value)
{
	struct sipmap_endpoint *to = &realm->ping.destination;
	const char *colon = strchr(value, ':');
	u16 port = 0;

	memset(to, 0, sizeof(*to));
	if (!strcmp(value, "registrar"))
		return NULL;
	if (!colon || !read_port(colon + 1, &port) ||
	    !sipmap_endpoint_from_host(to, value, colon - value) ||
	    to->family != SIPMAP_FAMILY_IPV4)
		return "not a destination: write registrar, or ADDRESS:PORT";
	to->port = port;
	return NULL;
}

static const char *set_ping_text(struct sipmap_conf_realm *realm,
				 const char *value)
{
	if (!sipmap_ping_text(&realm->ping, value))
		return "not a text: at most 128 bytes, with \\r, \\n, \\0 and \\\\ for bytes that cannot be written";
	return NULL;
}

static const char *set_port_mapping(struct sipmap_conf_realm *realm,
				    const char *value)
{
	static const char *const names[] = {
		[SIPMAP_UPSTREAM_NONE] = "no",
		[SIPMAP_UPSTREAM_AUTO] = "auto",
		[SIPMAP_UPSTREAM_NATPMP] = "nat-pmp",
		[SIPMAP_UPSTREAM_UPNP] = "upnp",
		[SIPMAP_UPSTREAM_PCP] = "pcp",
	};
	u32 i;

	for (i = 0; i < ARRAY_SIZE(names); i++) {
		if (strcmp(names[i], value))
			continue;
		realm->port_mapping = i;
		return NULL;
	}
	return "not a way to ask for mappings: write no, auto, pcp, nat-pmp or upnp";
}

static const char *set_static(struct sipmap_conf_realm *realm,
			      const char *value)
{
	struct sipmap_endpoint *address = &realm->static_address;

	if (!sipmap_endpoint_from_host(address, value, strlen(value)) ||
	    address->family != SIPMAP_FAMILY_IPV4)
		return "not an IPv4 address: write it like 203.0.113.7, without a port";
	return NULL;
}

static const char *set_allow_private(struct sipmap_conf_realm *realm,
				     const char *value)
{
	realm->allow_private = !strcmp(value, "yes");
	if (!realm->allow_private && strcmp(value, "no"))
		return "neither yes nor no: write one of them";
	return NULL;
}

static const char *set_log_level(struct sipmap_conf *conf, const char *value)
{
	if (!sipmap_log_level_from_name(value, &conf->log_level))
		return "not a level: write error, warning, notice, info or debug";
	return NULL;
}

static const char *set_queue(const char *value, u16 *queue)
{
	unsigned long number;

	if (!read_number(value, 0, 65535, &number))
		return "not a queue: write a number from 0 to 65535 that no other program uses";
	*queue = number;
	return NULL;
}

static const char *set_held_queue(struct sipmap_conf *conf, const char *value)
{
	return set_queue(value, &conf->held_queue);
}

static const char *set_caught_queue(struct sipmap_conf *conf, const char *value)
{
	return set_queue(value, &conf->caught_queue);
}

static const char *set_status_port(struct sipmap_conf *conf, const char *value)
{
	unsigned long number;

	if (!read_number(value, 0, 65535, &number))
		return "not a port: write a number from 1 to 65535, or 0 for none";
	conf->status_port = number;
	return NULL;
}

static const char *set_status_socket(struct sipmap_conf *conf,
				     const char *value)
{
	const char *fault = sipmap_listener_fault(value);

	if (!fault)
		snprintf(conf->status_socket, sizeof(conf->status_socket), "%s",
			 value);
	return fault;
}

static const char *set_status_group(struct sipmap_conf *conf, const char *value)
{
	const struct group *group = getgrnam(value);

	if (!group)
		return "no such group: write one that \"getent group\" shows";
	conf->status_group = group->gr_gid;
	return NULL;
}

/* all of them */
const struct sipmap_conf_key sipmap_conf_keys[] = {
	{ "interface", NULL, NULL, false },
	{ "stun_server", NULL, set_stun_server, true },
	{ "pool", NULL, set_pool, false },
	{ "keepalive_interval", NULL, set_keepalive, false },
	{ "keepalive_kind", NULL, set_ping_kind, false },
	{ "keepalive_to", NULL, set_ping_to, false },
	{ "keepalive_text", NULL, set_ping_text, false },
	{ "port_mapping", NULL, set_port_mapping, false },
	{ "static_address", NULL, set_static, false },
	{ "allow_private", NULL, set_allow_private, false },
	{ "log_level", set_log_level, NULL, false },
	{ "status_port", set_status_port, NULL, false },
	{ "status_socket", set_status_socket, NULL, false },
	{ "status_group", set_status_group, NULL, false },
	{ "held_queue", set_held_queue, NULL, false },
	{ "caught_queue", set_caught_queue, NULL, false },
	{ NULL, NULL, NULL, false },
};
